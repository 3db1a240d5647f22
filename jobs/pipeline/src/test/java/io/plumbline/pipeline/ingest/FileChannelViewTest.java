package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChannelViewTest {

  @TempDir private Path folder;

  @Test
  void readsWhatIsThereAtAnyPlaceAndLength() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    byte[] bytes = new byte[200_003];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    Path path = Files.write(folder.resolve("file"), bytes);
    try (FSDataInputStream file = open(path)) {
      FileChannelView view = new FileChannelView(file, bytes.length);
      for (int i = 0; i < 300; i++) {
        int from = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(i % 2 == 0 ? 8 : 150_000);
        ByteBuffer target = ByteBuffer.allocate(length);
        view.position(from);
        while (target.hasRemaining() && view.read(target) >= 0) {
          assertThat(view.position()).isEqualTo(from + target.position());
        }
        assertThat(Arrays.copyOf(target.array(), target.position()))
            .isEqualTo(Arrays.copyOfRange(bytes, from, Math.min(from + length, bytes.length)));
      }
    }
  }

  @Test
  void hasAnEnd() throws IOException {
    Path path = Files.write(folder.resolve("file"), new byte[3]);
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    try (FSDataInputStream file = open(path);
        FSDataInputStream nothing = open(empty)) {
      assertThat(new FileChannelView(file, 3).position(3).read(ByteBuffer.allocate(1)))
          .isEqualTo(-1);
      assertThat(new FileChannelView(nothing, 0).read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  private static FSDataInputStream open(Path path) throws IOException {
    return FileSystem.getLocal(new Configuration(false))
        .open(new org.apache.hadoop.fs.Path(path.toUri()));
  }
}
