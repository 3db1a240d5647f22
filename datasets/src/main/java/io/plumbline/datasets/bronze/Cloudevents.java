package io.plumbline.datasets.bronze;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/**
 * One event as it was read, well-formed or not: a CloudEvents 1.0 line, or a record of another
 * system in the same envelope.
 */
public final class Cloudevents {

  public static final TableSpec SPEC =
      new TableSpec(
          "cloudevents",
          Layer.BRONZE,
          "One event as it was read, well-formed or not: a CloudEvents 1.0 line, or a record of another system in the same envelope.",
          Provenance.ofBronze(
              List.of(
                  ColumnSpec.optional(
                      "event_id",
                      "string",
                      "The event's `id`; with `event_source` the key by which a repeated event is recognised."),
                  ColumnSpec.optional("event_source", "string", "The event's `source` attribute."),
                  ColumnSpec.optional("type", "string", "The event's `type`."),
                  ColumnSpec.optional("subject", "string", "The event's `subject`."),
                  ColumnSpec.optional(
                      "sequence",
                      "string",
                      "The event's `sequence` extension: a decimal string that ascends per `event_source`; null where the emitter sends none."),
                  ColumnSpec.optional("data", "string", "The event's payload as JSON text."))),
          List.of("source", "file", "begin"),
          List.of("night"),
          Map.of());

  private Cloudevents() {}
}
