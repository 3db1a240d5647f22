@NullMarked
package io.plumbline.stats;

import org.jspecify.annotations.NullMarked;
