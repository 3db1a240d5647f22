package io.plumbline.pipeline.bundle;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The files of a zip that somebody else may have made: names that could lead out of a folder, names
 * given twice and files too large to be a bundle's are problems, never files.
 *
 * @param files content by name
 * @param problems what is wrong with the zip itself
 */
record Entries(SortedMap<String, byte[]> files, List<String> problems) {

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final int MOST_FILES = 100_000;
  private static final int LONGEST_SEGMENT = 80;
  private static final int LARGEST = 64 * 1024 * 1024;
  private static final long LARGEST_TOGETHER = 512L * 1024 * 1024;

  Entries {
    files = Collections.unmodifiableSortedMap(files);
    problems = List.copyOf(problems);
  }

  /** A text as one segment of a path that every system accepts. */
  static String segment(String text) {
    String safe = UNSAFE.matcher(text).replaceAll("_");
    String whole = safe.substring(0, Math.min(LONGEST_SEGMENT, safe.length()));
    return whole.isEmpty() || whole.startsWith(".") ? "_" + whole : whole;
  }

  private static boolean isSafe(String name) {
    for (String segment : name.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** The zip of these files: equal files give equal bytes. */
  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        // When a file was written is no part of a bundle. The earliest moment the format knows
        // would be written once more, in the zone of this machine.
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a zip into memory; nothing is written anywhere.
   *
   * @throws PlumblineException {@link ErrorCode#INPUT} when it cannot be read as a zip at all
   */
  static Entries read(Path bundle) {
    if (!Files.isRegularFile(bundle)) {
      throw unreadable(bundle, "no such file");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<String> problems = new java.util.ArrayList<>();
    long left = LARGEST_TOGETHER;
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      if (zip.size() > MOST_FILES) {
        return new Entries(
            files, List.of(zip.size() + " files, more than a bundle has (" + MOST_FILES + ")"));
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (!isSafe(name)) {
          problems.add("name '" + printable(name) + "' could lead out of a folder");
        } else if (files.containsKey(name)) {
          problems.add(name + " is there twice");
        } else {
          Optional<byte[]> content = content(zip, entry, (int) Math.min(LARGEST, left), problems);
          if (content.isPresent()) {
            left -= content.get().length;
            if (content.get().length > LARGEST || left <= 0) {
              problems.add(name + " is larger than a bundle's files are");
            } else {
              files.put(name, content.get());
            }
          }
        }
      }
    } catch (ZipException e) {
      throw unreadable(bundle, e.getMessage());
    } catch (IOException e) {
      throw unreadable(bundle, e.toString());
    }
    return new Entries(files, problems);
  }

  /** At most one byte more than the limit: enough to see that it is too large. */
  private static Optional<byte[]> content(
      ZipFile zip, ZipEntry entry, int limit, List<String> problems) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return Optional.of(in.readNBytes(limit + 1));
    } catch (ZipException | EOFException e) {
      problems.add(entry.getName() + " is damaged (" + e.getMessage() + ")");
      return Optional.empty();
    }
  }

  private static String printable(String name) {
    return name.codePoints()
        .limit(LONGEST_SEGMENT)
        .map(point -> point < ' ' || point > '~' ? '?' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static PlumblineException unreadable(Path bundle, String why) {
    return new PlumblineException(
        ErrorCode.INPUT,
        "Cannot read bundle "
            + bundle
            + ": "
            + why
            + ". Give the .zip that plumbline export wrote; if it was sent to you, ask for it again");
  }
}
