@NullMarked
package io.plumbline.pipeline.ingest;

import org.jspecify.annotations.NullMarked;
