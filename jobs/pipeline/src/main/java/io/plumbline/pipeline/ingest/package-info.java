/**
 * Every source to its bronze table.
 *
 * <p>{@link io.plumbline.pipeline.ingest.Ingest} lists the files of each source, compares them with
 * what bronze already holds, cuts what is new into {@link io.plumbline.pipeline.ingest.Slice}s and
 * appends their records in one commit per bronze table. A {@link
 * io.plumbline.pipeline.ingest.Format} turns the bytes of a slice into records on the executors: a
 * new format is one class and one line in {@link io.plumbline.pipeline.ingest.Formats}.
 */
@NullMarked
package io.plumbline.pipeline.ingest;

import org.jspecify.annotations.NullMarked;
