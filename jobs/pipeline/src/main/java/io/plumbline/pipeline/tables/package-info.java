@NullMarked
package io.plumbline.pipeline.tables;

import org.jspecify.annotations.NullMarked;
