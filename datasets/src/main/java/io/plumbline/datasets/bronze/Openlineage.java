package io.plumbline.datasets.bronze;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One OpenLineage event. */
public final class Openlineage {

  public static final TableSpec SPEC =
      new TableSpec(
          "openlineage",
          Layer.BRONZE,
          "One OpenLineage event.",
          Provenance.ofBronze(
              List.of(
                  ColumnSpec.optional("event_kind", "string", "run, job or dataset."),
                  ColumnSpec.optional(
                      "event_type",
                      "string",
                      "START, RUNNING, COMPLETE, ABORT, FAIL or OTHER; null for job and dataset events."),
                  ColumnSpec.optional(
                      "run_id", "string", "The run's UUID; events of one run accumulate."),
                  ColumnSpec.optional("job_namespace", "string", "Namespace of the job."),
                  ColumnSpec.optional("job_name", "string", "Name of the job."),
                  ColumnSpec.optional("data", "string", "The whole event as JSON text."))),
          List.of("source", "file", "begin", "ordinal"),
          List.of("night"),
          Map.of());

  private Openlineage() {}
}
