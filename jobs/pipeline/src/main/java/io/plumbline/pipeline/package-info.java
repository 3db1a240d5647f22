@NullMarked
package io.plumbline.pipeline;

import org.jspecify.annotations.NullMarked;
