package io.plumbline.pipeline.anchor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.reports.Run;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a run was told when it left roots at the anchors: one small file a run in the lake, written
 * once, so that a report that is made again says what it said. They prove nothing: what proves is
 * at the anchors.
 */
final class Receipts {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final FileSystem files;

  Receipts(String lake, Configuration hadoop) throws IOException {
    this.folder = new Path(lake, "_anchors");
    this.files = folder.getFileSystem(hadoop);
  }

  /**
   * One run.
   *
   * @param from first night it left
   * @param to last night it left
   * @param anchors where, and whether it arrived
   */
  record Receipt(LocalDate from, LocalDate to, List<Run.Anchor> anchors) {

    boolean covers(LocalDate night) {
      return !night.isBefore(from) && !night.isAfter(to);
    }

    private String name() {
      return from + "_" + to + ".json";
    }
  }

  /** All receipts in the order of nights. */
  List<Receipt> all() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    List<Path> paths =
        Arrays.stream(files.listStatus(folder))
            .map(file -> file.getPath())
            .filter(path -> path.getName().matches("\\d{4}-\\d\\d-\\d\\d_.*\\.json"))
            .sorted(Comparator.comparing(Path::getName))
            .toList();
    List<Receipt> receipts = new ArrayList<>();
    for (Path path : paths) {
      receipts.add(read(path));
    }
    return receipts;
  }

  /** The receipt of a night; empty where nothing was left yet. */
  Optional<Receipt> of(LocalDate night) throws IOException {
    return all().stream().filter(receipt -> receipt.covers(night)).findFirst();
  }

  private Receipt read(Path path) throws IOException {
    String name = path.getName();
    try (FSDataInputStream in = files.open(path)) {
      return new Receipt(
          LocalDate.parse(name.substring(0, 10)),
          LocalDate.parse(name.substring(11, 21)),
          List.of(JSON.readValue(in.readAllBytes(), Run.Anchor[].class)));
    }
  }

  void write(Receipt receipt) throws IOException {
    files.mkdirs(folder);
    Path path = new Path(folder, receipt.name());
    Path unfinished = new Path(folder, "." + receipt.name() + ".unfinished");
    try (FSDataOutputStream out = files.create(unfinished, true)) {
      out.write(JSON.writeValueAsBytes(receipt.anchors()));
    }
    if (!files.rename(unfinished, path)) {
      throw new IOException("rename of " + unfinished + " refused");
    }
  }
}
