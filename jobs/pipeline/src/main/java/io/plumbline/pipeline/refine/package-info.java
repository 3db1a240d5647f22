@NullMarked
package io.plumbline.pipeline.refine;

import org.jspecify.annotations.NullMarked;
