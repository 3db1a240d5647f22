package io.plumbline.pipeline.ingest;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the tasks of one append took from each file.
 *
 * <p>Spark adds the value of a task once, when it has succeeded; digests are keyed by chunk, so
 * that adding them twice would change nothing either.
 */
final class Progress extends AccumulatorV2<Progress.Step, Map<Progress.Key, Progress.Sum>> {

  private static final long serialVersionUID = 1L;

  /** A file of a source. */
  record Key(String source, String file) implements Serializable {}

  /** What one task took from one slice. */
  record Step(Key key, long records, long quarantined, long end, TreeMap<Long, String> chunks)
      implements Serializable {}

  /** What was taken from one file. */
  record Sum(long records, long quarantined, long end, TreeMap<Long, String> chunks)
      implements Serializable {
    Sum plus(Sum other) {
      TreeMap<Long, String> all = new TreeMap<>(chunks);
      all.putAll(other.chunks);
      return new Sum(
          Math.addExact(records, other.records),
          Math.addExact(quarantined, other.quarantined),
          Math.max(end, other.end),
          all);
    }
  }

  // Spark prints the value of a running stage in another thread than adds to it.
  private final ConcurrentHashMap<Key, Sum> sums = new ConcurrentHashMap<>();

  @Override
  public boolean isZero() {
    return sums.isEmpty();
  }

  @Override
  public Progress copy() {
    Progress copy = new Progress();
    copy.sums.putAll(sums);
    return copy;
  }

  @Override
  public void reset() {
    sums.clear();
  }

  @Override
  public void add(Step step) {
    sums.merge(
        step.key(),
        new Sum(step.records(), step.quarantined(), step.end(), step.chunks()),
        Sum::plus);
  }

  @Override
  public void merge(AccumulatorV2<Step, Map<Key, Sum>> other) {
    other.value().forEach((key, sum) -> sums.merge(key, sum, Sum::plus));
  }

  @Override
  public Map<Key, Sum> value() {
    return sums;
  }
}
