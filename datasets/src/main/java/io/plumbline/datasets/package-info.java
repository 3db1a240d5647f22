@NullMarked
package io.plumbline.datasets;

import org.jspecify.annotations.NullMarked;
