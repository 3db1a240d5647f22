@NullMarked
package io.plumbline.findings;

import org.jspecify.annotations.NullMarked;
