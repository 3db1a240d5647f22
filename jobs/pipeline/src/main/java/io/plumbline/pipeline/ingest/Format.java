package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** How the files of one format become rows of its bronze table. */
interface Format {

  /** Name in the configuration. */
  String name();

  /** The bronze table its records go to. */
  TableSpec table();

  /** Whether a file of this name is one, where a source names a directory. */
  boolean reads(String fileName);

  /** How records lie in a file of this name, seen its first bytes. */
  Slice.Shape shape(String fileName, byte[] head);

  /** Opens a slice on an executor. */
  Records open(Slice slice, Configuration hadoop) throws IOException;

  /** Member that holds a record's clock where every record must have one; empty: not by member. */
  default String clockMember() {
    return "";
  }

  /** Whether a line holds several records inside one another, so that none ends where it does. */
  default boolean nestsRecords() {
    return false;
  }
}
