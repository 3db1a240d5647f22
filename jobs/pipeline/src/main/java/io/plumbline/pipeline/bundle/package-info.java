@NullMarked
package io.plumbline.pipeline.bundle;

import org.jspecify.annotations.NullMarked;
