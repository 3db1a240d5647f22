@NullMarked
package io.plumbline.datasets.silver;

import org.jspecify.annotations.NullMarked;
