package io.plumbline.bench;

import io.plumbline.stats.CategoryBlock;
import io.plumbline.stats.CategoryProcess;
import io.plumbline.stats.Direction;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.TiltSum;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Nanoseconds for one more night of a hypothesis, and for reading it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NightBench {

  private TiltSum tonight = TiltSum.NONE;
  private TiltProcess process = TiltProcess.start();
  private CategoryProcess categories = CategoryProcess.start(5, TiltProcess.ROPE);
  private List<CategoryBlock> blocks = List.of();

  /** A process of a hundred nights. */
  @Setup
  public void nights() {
    tonight = new PoolBlock(250, 50, 40, 9).evidence();
    blocks =
        List.of(new CategoryBlock(List.of(88L, 62L, 50L, 30L, 20L), List.of(14L, 10L, 9L, 4L, 3L)));
    for (int night = 0; night < 100; night++) {
      process = process.night(tonight);
      categories = categories.night(blocks);
    }
  }

  @Benchmark
  public TiltProcess nightOfAProcess() {
    return process.night(tonight);
  }

  @Benchmark
  public double readingOfThePager() {
    return process.logPager(Direction.UP);
  }

  @Benchmark
  public CategoryProcess nightOfFiveCategories() {
    return categories.night(blocks);
  }
}
