package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;

/** A format of somebody else's records, each of which goes to bronze in an {@link Envelope}. */
interface ForeignFormat extends JsonFormat {

  @Override
  default TableSpec table() {
    return Cloudevents.SPEC;
  }

  /** Reads one record into an envelope. */
  interface Extractor extends JsonObjects.Extractor {

    @Override
    default int columns() {
      return Envelope.COLUMNS;
    }
  }
}
