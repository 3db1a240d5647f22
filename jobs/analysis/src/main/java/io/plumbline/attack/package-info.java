/**
 * The library of steering patterns: one file per pattern, each a pure decision per row. The
 * reference lab plants them into logs, a drill into copies of tables.
 *
 * <p>Ids are those of the attack catalogue. A pattern that changes rows of several kinds is several
 * values with one id.
 */
@NullMarked
package io.plumbline.attack;

import org.jspecify.annotations.NullMarked;
