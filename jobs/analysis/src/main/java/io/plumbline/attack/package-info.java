@NullMarked
package io.plumbline.attack;

import org.jspecify.annotations.NullMarked;
