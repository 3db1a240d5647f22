@NullMarked
package io.plumbline.pipeline.anchor;

import org.jspecify.annotations.NullMarked;
