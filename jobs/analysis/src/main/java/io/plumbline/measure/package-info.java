@NullMarked
package io.plumbline.measure;

import org.jspecify.annotations.NullMarked;
