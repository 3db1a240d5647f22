@NullMarked
package io.plumbline.reports;

import org.jspecify.annotations.NullMarked;
