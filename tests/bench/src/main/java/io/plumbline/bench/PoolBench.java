package io.plumbline.bench;

import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltSum;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Nanoseconds for the exact evidence of one selection from a pool, by the width of its support. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolBench {

  @Param({"10", "40", "220", "221", "1000", "5000", "20000"})
  private int support;

  private TiltBlock block = new PoolBlock(0, 0, 0, 0);

  /** A fifth of the pool has the attribute, a fifth is selected, a quarter of that has it. */
  @Setup
  public void block() {
    block = new PoolBlock(5L * support, support, support, support / 4);
  }

  @Benchmark
  public TiltSum kernelH() {
    return block.evidence();
  }
}
