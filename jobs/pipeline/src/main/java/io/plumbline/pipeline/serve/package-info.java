/** Serves the lake's tables to clients that read. */
@NullMarked
package io.plumbline.pipeline.serve;

import org.jspecify.annotations.NullMarked;
