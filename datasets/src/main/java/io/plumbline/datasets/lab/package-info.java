/**
 * The reference lab: a simulator that writes the raw logs of a lab in public formats, with or
 * without planted steering patterns, and keeps the truth beside them.
 *
 * <p>A clean lab has, in every block of a batch and a stratum (the policy-score decile, the
 * severity, the difficulty quartile), no association at all between an attribute and a choice:
 * attributes are drawn given the stratum, choices given the stratum and a quality that no attribute
 * touches. It has everything else that breaks a naive test: pools that drift, strata on which both
 * attributes and choices depend, clusters chosen together, night effects, unlike mixes of test and
 * deployment, weekly rhythm, late, repeated and malformed lines.
 *
 * <p>What an attack sees of a row is named as in the silver tables; {@code attributes.NAME} and
 * {@code measures.NAME} stand for the entries of maps. {@link
 * io.plumbline.datasets.lab.SteeredColumns} lists the columns of each surface.
 */
@NullMarked
package io.plumbline.datasets.lab;

import org.jspecify.annotations.NullMarked;
