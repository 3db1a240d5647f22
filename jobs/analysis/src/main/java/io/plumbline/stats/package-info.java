/**
 * Statistics that stay valid however often somebody looks, and the classical methods beside them.
 *
 * <p>Counts in, an immutable record out: estimate, interval with its level and kind, log e-value,
 * smallest detectable effect, units, clusters and a {@link io.plumbline.stats.Status}. Evidence is
 * kept in natural logarithms. No NaN leaves the package: an undefined number is empty.
 */
@NullMarked
package io.plumbline.stats;

import org.jspecify.annotations.NullMarked;
