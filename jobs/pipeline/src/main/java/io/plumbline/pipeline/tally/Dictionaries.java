package io.plumbline.pipeline.tally;

import java.lang.reflect.Field;
import java.util.Optional;
import org.apache.spark.sql.execution.datasources.parquet.ParquetDictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/**
 * Tells whether two batches of a column share a dictionary. Spark keeps the dictionary to itself
 * and wraps a row group's dictionary anew for every batch, so both wrappings are opened by
 * reflection; a class in Spark's own package would be refused under {@code spark-submit}, which
 * loads the program with another class loader.
 */
final class Dictionaries {

  private static final Optional<Field> OF_VECTOR = field(WritableColumnVector.class, "dictionary");
  private static final Optional<Field> OF_WRAPPER = field(ParquetDictionary.class, "dictionary");

  private Dictionaries() {}

  /**
   * An object that is the same for two batches only if their dictionary is; where that cannot be
   * known, a new object.
   */
  static Object identity(WritableColumnVector vector) {
    Optional<Object> wrapper = OF_VECTOR.flatMap(field -> value(field, vector));
    return wrapper
        .filter(ParquetDictionary.class::isInstance)
        .flatMap(held -> OF_WRAPPER.flatMap(field -> value(field, held)))
        .or(() -> wrapper)
        .orElseGet(Object::new);
  }

  private static Optional<Field> field(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return Optional.of(field);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another Spark may name it otherwise: slower then, not wrong.
      return Optional.empty();
    }
  }

  private static Optional<Object> value(Field field, Object owner) {
    try {
      return Optional.ofNullable(field.get(owner));
    } catch (IllegalAccessException e) {
      return Optional.empty();
    }
  }
}
