package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * The members of an {@code .eval} archive, residue included: earlier members of the same name, and
 * local headers that the central directory no longer names, are superseded parts.
 *
 * <p>An archive without a central directory is read by its local headers; what is left after the
 * last whole member is a part that cannot be read.
 */
final class EvalArchive {

  /** More members than this are not read. */
  static final int MOST_MEMBERS = 2_000_000;

  private EvalArchive() {}

  /** All parts in the order of their offsets. */
  static List<LogPart> parts(FSDataInputStream file, long size) throws IOException {
    List<ZipMember> live;
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new FileChannelView(file, size)).get()) {
      live = members(zip);
    } catch (IOException | IllegalArgumentException broken) {
      return recovered(file, size);
    }
    if (live.size() > MOST_MEMBERS) {
      return List.of(
          LogPart.unreadable(
              Optional.empty(),
              0,
              size,
              false,
              "its archive has " + live.size() + " members (limit " + MOST_MEMBERS + ")"));
    }
    Map<String, ZipMember> last = new HashMap<>();
    live.forEach(member -> last.put(member.name(), member));
    List<ZipMember> placed = new ArrayList<>(live);
    placed.sort(Comparator.comparingLong(ZipMember::begin));
    List<LogPart> parts = new ArrayList<>();
    long at = 0;
    for (ZipMember member : placed) {
      boolean superseded = last.get(member.name()) != member;
      if (member.begin() < at) {
        parts.add(
            LogPart.unreadable(
                Optional.of(member.name()),
                member.begin(),
                member.end(),
                superseded,
                "its member lies over another one"));
        continue;
      }
      dead(file, at, member.begin()).forEach(one -> parts.add(one.part(file, true)));
      parts.add(member.part(file, superseded));
      at = member.end();
    }
    dead(file, at, size).forEach(one -> parts.add(one.part(file, true)));
    parts.sort(Comparator.comparingLong(LogPart::begin));
    return parts;
  }

  private static List<ZipMember> members(ZipFile zip) {
    List<ZipMember> members = new ArrayList<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      if (entry.isDirectory()) {
        continue;
      }
      boolean described = entry.getGeneralPurposeBit().usesDataDescriptor();
      long data = entry.getDataOffset();
      members.add(
          new ZipMember(
              entry.getName(),
              entry.getLocalHeaderOffset(),
              data,
              entry.getCompressedSize(),
              data + entry.getCompressedSize() + (described ? 12 : 0),
              entry.getMethod(),
              entry.getGeneralPurposeBit().usesEncryption(),
              Optional.of(entry.getCrc()).filter(crc -> crc >= 0)));
    }
    return members;
  }

  /** Local headers between two offsets that no central directory names. */
  private static List<ZipMember> dead(FSDataInputStream file, long from, long to)
      throws IOException {
    List<ZipMember> found = new ArrayList<>();
    long at = from;
    while (to - at >= LocalHeaders.SHORTEST && found.size() < MOST_MEMBERS) {
      long header = LocalHeaders.next(file, at, to);
      if (header < 0) {
        break;
      }
      Optional<ZipMember> member = LocalHeaders.at(file, header, to);
      if (member.isPresent() && member.get().end() <= to) {
        found.add(member.get());
        at = member.get().end();
      } else {
        at = header + 4;
      }
    }
    return found;
  }

  /** Whole members of an archive that has lost its central directory, and what is left of it. */
  private static List<LogPart> recovered(FSDataInputStream file, long size) throws IOException {
    List<ZipMember> whole = dead(file, 0, size);
    Map<String, ZipMember> last = new HashMap<>();
    whole.forEach(member -> last.put(member.name(), member));
    List<LogPart> parts = new ArrayList<>();
    for (ZipMember member : whole) {
      parts.add(member.part(file, last.get(member.name()) != member));
    }
    long end = whole.stream().mapToLong(ZipMember::end).max().orElse(0);
    parts.add(
        LogPart.unreadable(
            Optional.empty(),
            end,
            size,
            false,
            "its archive is cut off or damaged: it has no central directory, and "
                + whole.size()
                + " whole members were found before this place"));
    return parts;
  }
}
