package io.plumbline.pipeline.publish;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.reports.NightList;
import io.plumbline.reports.Publication;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import io.plumbline.reports.SiteIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder reports are published to. */
public final class Site {

  private static final String NIGHTS = "nights.json";

  private final String root;
  private final Configuration hadoop;

  public Site(String root, Configuration hadoop) {
    this.root = root;
    this.hadoop = hadoop;
  }

  /** Publishes every edition of a night; each file appears whole or not at all. */
  public String publish(Report report) {
    for (Map.Entry<String, byte[]> file : Publication.files(report).entrySet()) {
      write(report.night() + "/" + file.getKey(), file.getValue());
    }
    return root + "/" + report.night() + "/report.html";
  }

  /** Publishes a text beside the nights; says where. */
  public String publish(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
    return root + "/" + name;
  }

  /** Publishes the list of nights. */
  public void index(NightList nights) {
    write("index.html", SiteIndex.render(nights.nights()).getBytes(StandardCharsets.UTF_8));
    write(NIGHTS, ReportJson.write(nights));
  }

  /** The list of nights that was published last; empty where there is none that can be read. */
  public Optional<NightList> listed() {
    Path path = new Path(root, NIGHTS);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      if (!files.exists(path)) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(path)) {
        return ReportJson.nights(in.readAllBytes());
      }
    } catch (IOException unreadable) {
      // The list is made anew from the seals.
      return Optional.empty();
    }
  }

  private void write(String name, byte[] bytes) {
    Path path = new Path(root, name);
    Path unfinished = new Path(path.getParent(), "." + path.getName() + ".unfinished");
    try {
      FileSystem files = path.getFileSystem(hadoop);
      files.mkdirs(path.getParent());
      try (FSDataOutputStream out = files.create(unfinished, true)) {
        out.write(bytes);
      }
      files.delete(path, false);
      if (!files.rename(unfinished, path)) {
        throw new IOException("rename of " + unfinished + " refused");
      }
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot publish "
              + path
              + ": "
              + e.getMessage()
              + ". The night is sealed; make the folder writable and run: plumbline report",
          e);
    }
  }
}
