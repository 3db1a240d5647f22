@NullMarked
package io.plumbline.detect;

import org.jspecify.annotations.NullMarked;
