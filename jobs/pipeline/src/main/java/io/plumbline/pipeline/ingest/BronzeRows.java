package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Bronze rows: a record, where it was read, and when it counts. */
final class BronzeRows {

  private static final int PROVENANCE = Provenance.ofBronze(List.of()).size();

  private final int width;

  BronzeRows(StructType schema) {
    this.width = schema.length();
  }

  /** A row, and whether its record is quarantined. */
  record Placed(InternalRow row, boolean quarantined) {}

  /** The row of a record that a slice held. */
  Placed row(Slice slice, Raw raw) {
    Slice.Origin source = slice.source();
    NightRule.Place place = source.rule().place(slice.file(), raw.clock(), raw.reason());
    Object[] values = new Object[width];
    values[0] = UTF8String.fromString(source.name());
    values[1] = UTF8String.fromString(slice.file());
    put(values, 2, raw.member());
    values[3] = raw.ordinal();
    values[4] = raw.begin();
    values[5] = raw.end();
    values[6] = UTF8String.fromString(raw.sha256());
    put(values, 7, place.recordAt());
    values[8] = (int) place.recordNight().toEpochDay();
    values[9] = (int) place.night().toEpochDay();
    values[10] = place.isLate();
    put(values, 11, place.reason());
    put(values, 12, raw.text().filter(text -> source.keepRaw()));
    values[13] = micros(source.rule().readAt());
    if (raw.own().size() != width - PROVENANCE) {
      throw new IllegalStateException(
          "Invalid record of format '" + source.format() + "': " + raw.own().size() + " columns");
    }
    for (int i = 0; i < raw.own().size(); i++) {
      put(values, PROVENANCE + i, raw.own().get(i));
    }
    return new Placed(new GenericInternalRow(values), place.reason().isPresent());
  }

  private static void put(Object[] values, int at, Optional<?> value) {
    if (value.isPresent()) {
      values[at] = internal(value.get());
    }
  }

  private static Object internal(Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    if (value instanceof Instant instant) {
      return micros(instant);
    }
    if (value instanceof List<?> list) {
      return new GenericArrayData(list.stream().map(BronzeRows::internal).toArray());
    }
    if (value instanceof Trailer trailer) {
      return new GenericInternalRow(
          new Object[] {
            UTF8String.fromString(trailer.key()), UTF8String.fromString(trailer.value())
          });
    }
    return value;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
