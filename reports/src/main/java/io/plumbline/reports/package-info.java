/** The published night: its record, its machine-readable contract and its editions. */
@NullMarked
package io.plumbline.reports;

import org.jspecify.annotations.NullMarked;
