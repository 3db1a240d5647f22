@NullMarked
package io.plumbline.datasets.bronze;

import org.jspecify.annotations.NullMarked;
