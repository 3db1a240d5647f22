package io.plumbline.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.findings.Closing;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Decisions of people to close findings: one small file each in the lake, written once. It names
 * the night that was sealed last, so that it counts on the night after that one however often that
 * night is run; what counted is in that night's seal.
 */
public final class Closings {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Configuration hadoop;

  public Closings(String lake, Configuration hadoop) {
    this.folder = new Path(lake, "_closings");
    this.hadoop = hadoop;
  }

  /**
   * A decision as it is kept.
   *
   * @param finding id of the finding
   * @param by who closed it
   * @param reason why
   * @param after night that was sealed last
   * @param at when it was given
   */
  record Given(String finding, String by, String reason, String after, String at) {}

  /** The decisions given while a night was the last sealed one, in the order of findings. */
  public List<Closing> after(LocalDate night) {
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      if (!files.exists(folder)) {
        return List.of();
      }
      List<Path> paths =
          Arrays.stream(files.listStatus(folder))
              .map(file -> file.getPath())
              .filter(path -> path.getName().matches(night + "_[0-9a-f]{16}\\.json"))
              .sorted(Comparator.comparing(Path::getName))
              .toList();
      List<Closing> closings = new ArrayList<>();
      for (Path path : paths) {
        try (FSDataInputStream in = files.open(path)) {
          Given given = JSON.readValue(in.readAllBytes(), Given.class);
          closings.add(new Closing(given.finding(), given.by(), given.reason()));
        }
      }
      return closings;
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot read the decisions to close findings in "
              + folder
              + ": "
              + e.getMessage()
              + ". Make the folder readable; a file that is no decision may be removed",
          e);
    }
  }

  /** Keeps a decision; it counts on the night after {@code last}. */
  public void write(LocalDate last, Closing closing, Instant at) {
    Path path = new Path(folder, last + "_" + closing.finding() + ".json");
    Path unfinished = new Path(folder, "." + path.getName() + ".unfinished");
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      files.mkdirs(folder);
      try (FSDataOutputStream out = files.create(unfinished, true)) {
        out.write(
            JSON.writeValueAsBytes(
                new Given(
                    closing.finding(),
                    closing.by(),
                    closing.reason(),
                    last.toString(),
                    at.toString())));
      }
      if (!files.rename(unfinished, path)) {
        throw new IOException("rename of " + unfinished + " refused");
      }
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot keep the decision in "
              + folder
              + ": "
              + e.getMessage()
              + ". Nothing was closed; make the folder writable and give the command again",
          e);
    }
  }
}
