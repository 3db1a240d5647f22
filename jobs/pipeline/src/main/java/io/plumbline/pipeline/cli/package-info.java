@NullMarked
package io.plumbline.pipeline.cli;

import org.jspecify.annotations.NullMarked;
