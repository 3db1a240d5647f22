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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
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

  /** Publishes every file of an edition for other readers, in a folder of the night. */
  public String publish(Report edition, String folder) {
    String under = edition.night() + "/" + folder + "/";
    for (Map.Entry<String, byte[]> file : Publication.files(edition).entrySet()) {
      write(under + file.getKey(), file.getValue());
    }
    return root + "/" + under + "report.html";
  }

  /** Publishes a text beside the nights; says where. */
  public String publish(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
    return root + "/" + name;
  }

  /** Publishes the list of nights, and the register of findings as of the last of them. */
  public void index(NightList nights, Report last) {
    Set<LocalDate> published = published();
    write(
        "index.html",
        SiteIndex.render(nights.nights(), published).getBytes(StandardCharsets.UTF_8));
    write("findings.html", SiteIndex.register(last, published).getBytes(StandardCharsets.UTF_8));
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

  /** Nights whose page is there; a run publishes the last of the nights it seals, or all. */
  private Set<LocalDate> published() {
    Set<LocalDate> nights = new TreeSet<>();
    try {
      Path pages = new Path(root, "????-??-??/report.html");
      for (FileStatus page : pages.getFileSystem(hadoop).globStatus(pages)) {
        nights.add(LocalDate.parse(page.getPath().getParent().getName()));
      }
    } catch (IOException | DateTimeParseException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot list the published nights in "
              + root
              + ": "
              + e.getMessage()
              + ". Make the folder readable, and name no other folder in it like a date",
          e);
    }
    return nights;
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
