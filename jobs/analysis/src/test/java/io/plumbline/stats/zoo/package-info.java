/**
 * Nights on which nothing is wrong and a tempting way of counting says that something is; one trap
 * for every figure with which the methods were justified.
 */
@NullMarked
package io.plumbline.stats.zoo;

import org.jspecify.annotations.NullMarked;
