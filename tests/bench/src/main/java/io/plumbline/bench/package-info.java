/** Measures how fast candidates are tallied, side by side with other ways of counting them. */
package io.plumbline.bench;
