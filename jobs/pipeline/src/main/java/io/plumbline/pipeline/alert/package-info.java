/** Tells people of changed verdicts; nothing here can change or fail a night. */
@NullMarked
package io.plumbline.pipeline.alert;

import org.jspecify.annotations.NullMarked;
