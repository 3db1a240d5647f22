package io.plumbline.pipeline.ingest;

/** A format whose files are JSON records, named and laid out as {@link JsonFiles} says. */
interface JsonFormat extends Format {

  @Override
  default boolean reads(String fileName) {
    return JsonFiles.isOne(fileName);
  }

  @Override
  default Slice.Shape shape(String fileName, byte[] head) {
    return JsonFiles.shape(fileName, head);
  }
}
