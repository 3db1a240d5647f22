/** Notebooks over the tables: they are run cell by cell, in this JVM, and rendered to pages. */
@NullMarked
package io.plumbline.notebooks;

import org.jspecify.annotations.NullMarked;
