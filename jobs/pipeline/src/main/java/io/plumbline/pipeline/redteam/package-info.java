/** Attacks on a copy of a lake's own tables, and what the nights would have made of them. */
@NullMarked
package io.plumbline.pipeline.redteam;

import org.jspecify.annotations.NullMarked;
