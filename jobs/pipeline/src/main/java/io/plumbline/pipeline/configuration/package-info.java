@NullMarked
package io.plumbline.pipeline.configuration;

import org.jspecify.annotations.NullMarked;
