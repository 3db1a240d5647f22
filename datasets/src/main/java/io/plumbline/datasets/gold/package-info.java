@NullMarked
package io.plumbline.datasets.gold;

import org.jspecify.annotations.NullMarked;
