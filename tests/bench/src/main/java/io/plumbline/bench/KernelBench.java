package io.plumbline.bench;

import io.plumbline.stats.ClusterBlock;
import io.plumbline.stats.CountBlock;
import io.plumbline.stats.PairBlock;
import io.plumbline.stats.ScoreBlock;
import io.plumbline.stats.ShareBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Nanoseconds for the evidence of one block, by kernel; kernel H is {@link PoolBench}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBench {

  private TiltBlock share = new ShareBlock(0, 0, 0);
  private TiltBlock pair = new PairBlock(0, 0);
  private TiltBlock count = new CountBlock(0, 0);
  private TiltBlock score = new ScoreBlock(List.of());
  private TiltBlock cluster = new ClusterBlock(0, List.of());

  /** Forty units chosen; twenty values of a score; clusters of up to five items. */
  @Setup
  public void blocks() {
    share = new ShareBlock(40, 9, 0.2);
    pair = new PairBlock(23, 17);
    count = new CountBlock(9, 8);
    List<ScoreBlock.Cell> scores = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      scores.add(new ScoreBlock.Cell(-2 + 0.2 * i, 10, 2));
    }
    score = new ScoreBlock(scores);
    List<ClusterBlock.Cell> clusters = new ArrayList<>();
    for (int hits = 0; hits <= 5; hits++) {
      clusters.add(new ClusterBlock.Cell(5, hits, 3));
    }
    cluster = new ClusterBlock(0.2, clusters);
  }

  @Benchmark
  public TiltSum kernelB() {
    return share.evidence();
  }

  @Benchmark
  public TiltSum kernelP() {
    return pair.evidence();
  }

  @Benchmark
  public TiltSum kernelN() {
    return count.evidence();
  }

  @Benchmark
  public TiltSum kernelSOfTwentyValues() {
    return score.evidence();
  }

  @Benchmark
  public TiltSum kernelCOfSixCells() {
    return cluster.evidence();
  }
}
