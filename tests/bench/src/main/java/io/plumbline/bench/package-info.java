/** How long statistics and tallies take: run with the profile {@code bench}, never by a build. */
@NullMarked
package io.plumbline.bench;

import org.jspecify.annotations.NullMarked;
