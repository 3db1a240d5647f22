package io.plumbline.pipeline.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;

class PackedRunsTest {

  private static PackedRuns encoded(int width, int[] numbers, int before) throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, 64, 1 << 20, HeapByteBufferAllocator.getInstance())) {
      for (int number : numbers) {
        encoder.writeInt(number);
      }
      byte[] data = encoder.toBytes().toInputStream().readAllBytes();
      byte[] padded = new byte[before + data.length + PackedRuns.PADDING];
      // What lies around the data must not matter.
      Arrays.fill(padded, (byte) 0x5a);
      System.arraycopy(data, 0, padded, before, data.length);
      PackedRuns runs = new PackedRuns(width);
      runs.start(padded, before);
      return runs;
    }
  }

  /** Numbers in which stretches of one value take turns with changing ones. */
  private static int[] random(int width, int n, SplittableRandom random) {
    int[] numbers = new int[n];
    int stretch = 0;
    for (int i = 0; i < n; i++) {
      if (stretch == 0 && random.nextInt(20) == 0) {
        stretch = random.nextInt(100);
      }
      boolean repeats = i > 0 && stretch > 0;
      stretch -= repeats ? 1 : 0;
      numbers[i] = repeats ? numbers[i - 1] : (int) (random.nextLong() & (1L << width) - 1);
    }
    return numbers;
  }

  @Test
  void numbersAreThoseThatParquetWrote() throws IOException {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int width = random.nextInt(32);
      int[] numbers = random(width, 1 + random.nextInt(3000), random);
      int[] read = new int[numbers.length];
      encoded(width, numbers, random.nextInt(9)).read(read, numbers.length);
      assertThat(read).as("seed " + seed).isEqualTo(numbers);
    }
  }

  @Test
  void zerosAreFoundWhereTheyAre() throws IOException {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] numbers = random(1, 1 + random.nextInt(3000), random);
      int[] found = new int[numbers.length];
      int count = encoded(1, numbers, random.nextInt(9)).zeros(found, numbers.length);
      assertThat(Arrays.copyOf(found, count))
          .as("seed " + seed)
          .isEqualTo(IntStream.range(0, numbers.length).filter(i -> numbers[i] == 0).toArray());
    }
  }

  @Test
  void oneRepeatedNumberIsToldFromOthers() throws IOException {
    int[] numbers = new int[500];
    Arrays.fill(numbers, 3);
    assertThat(encoded(2, numbers, 0).isAll(3, 500)).isTrue();
    assertThat(encoded(2, numbers, 0).isAll(2, 500)).isFalse();
    numbers[499] = 2;
    assertThat(encoded(2, numbers, 0).isAll(3, 500)).isFalse();
  }

  @Test
  void aRunOfNothingIsRefused() {
    PackedRuns runs = new PackedRuns(3);
    runs.start(new byte[16], 0);
    assertThatThrownBy(() -> runs.read(new int[4], 4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Invalid run of a Parquet page: of length 0");
  }
}
