/**
 * Made-up nights of which the truth is known: what the simulation tests and benchmarks draw from.
 */
@NullMarked
package io.plumbline.stats.simulated;

import org.jspecify.annotations.NullMarked;
