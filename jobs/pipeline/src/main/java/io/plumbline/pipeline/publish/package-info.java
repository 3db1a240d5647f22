@NullMarked
package io.plumbline.pipeline.publish;

import org.jspecify.annotations.NullMarked;
