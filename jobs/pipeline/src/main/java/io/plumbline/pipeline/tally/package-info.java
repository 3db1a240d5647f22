@NullMarked
package io.plumbline.pipeline.tally;

import org.jspecify.annotations.NullMarked;
