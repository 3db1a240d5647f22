@NullMarked
package io.plumbline.datasets.surface;

import org.jspecify.annotations.NullMarked;
