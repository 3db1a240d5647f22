package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.Surface;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One folder of logs: numbers the records of each emitter, lets some arrive late or twice, and
 * writes one file per day with what was received on it.
 */
final class Channel {

  private static final double LATE = 0.01;
  private static final double REPEATED = 0.001;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** A line on its way. */
  private record Arrival(String id, Instant at, byte[] line) {}

  private final Path folder;
  private final String name;
  private final LabSettings settings;
  private final Steering steering;
  private final Map<Integer, List<Logged>> waiting = new TreeMap<>();
  private final Map<Integer, List<Arrival>> arriving = new TreeMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();
  private Deliveries deliveries = Deliveries.NONE;

  Channel(Path logs, String name, LabSettings settings, Steering steering) throws IOException {
    this.folder = Files.createDirectories(logs.resolve(name));
    this.name = name;
    this.settings = settings;
    this.steering = steering;
  }

  /** Takes an event that is emitted on the current night or a later one. */
  void add(Logged event) {
    int night = night(event.emittedAt());
    if (night < 1) {
      throw new IllegalStateException(
          "Event '" + event.id() + "' of " + event.emittedAt() + " is before the first night");
    }
    waiting.computeIfAbsent(night, unused -> new ArrayList<>()).add(event);
  }

  /** Numbers and sends what was emitted on a night, and writes the file of what arrived on it. */
  void endOfNight(int night) throws IOException {
    List<Logged> events = waiting.remove(night);
    if (events != null) {
      events.sort(Comparator.comparing(Logged::emittedAt).thenComparing(Logged::id));
      ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 16);
      for (Logged event : events) {
        buffer.reset();
        try (JsonGenerator json = JSON.createGenerator(buffer)) {
          event.write(json, sequences.merge(event.emitter(), 1L, Long::sum));
        }
        buffer.write('\n');
        send(event, night, buffer.toByteArray());
      }
    }
    List<Arrival> today = arriving.remove(night);
    if (today != null) {
      today.sort(Comparator.comparing(Arrival::at));
      write(night, today);
    }
  }

  /** What was delivered so far. */
  Deliveries deliveries() {
    return deliveries;
  }

  private void send(Logged event, int night, byte[] line) {
    byte[] sent = line;
    if (steering.acts(Surface.LOG_RECORD, night)) {
      Optional<Change> change =
          steering.on(
              Surface.LOG_RECORD,
              night,
              SteeredColumns.line(
                  name, new String(line, 0, line.length - 1, StandardCharsets.UTF_8)));
      if (change.isPresent()) {
        Change of = change.get();
        if (of.kind() == Change.Kind.REMOVE) {
          return;
        }
        sent = bytes(of.columns(), "raw").orElse(line);
        bytes(of.columns(), "inserted")
            .ifPresent(
                extra ->
                    arrive(
                        night,
                        new Arrival(event.id(), event.emittedAt().plusNanos(1_000_000), extra)));
      }
    }
    int day = arrivalDay(event, night);
    Instant at = event.emittedAt().plus(Duration.ofDays(day - night));
    arrive(day, new Arrival(event.id(), at, sent));
    deliveries = deliveries.plus(1, day > night ? 1 : 0, 0, 0);
    if (Draws.fraction(settings.seed(), "repeat/" + event.id()) < REPEATED) {
      boolean nextDay = Draws.fraction(settings.seed(), "again/" + event.id()) < 0.3;
      int again = nextDay ? Math.min(settings.nights(), day + 1) : day;
      arrive(again, new Arrival(event.id(), at.plus(Duration.ofDays(again - day)), sent));
      deliveries = deliveries.plus(0, 0, 1, 0);
    }
  }

  /** On which day an event arrives: never before an earlier event of its subject. */
  private int arrivalDay(Logged event, int night) {
    int day = night;
    if (Draws.fraction(settings.seed(), "late/" + event.id()) < LATE) {
      day += 1 + (int) (3 * Draws.fraction(settings.seed(), "delay/" + event.id()));
    }
    day = Math.max(day, held.getOrDefault(event.subject(), 0));
    if (day > night) {
      held.put(event.subject(), day);
    }
    return Math.min(settings.nights(), day);
  }

  private void arrive(int day, Arrival arrival) {
    arriving.computeIfAbsent(day, unused -> new ArrayList<>()).add(arrival);
  }

  private static Optional<byte[]> bytes(Map<String, String> columns, String column) {
    return Optional.ofNullable(columns.get(column))
        .map(text -> (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void write(int night, List<Arrival> arrivals) throws IOException {
    LocalDate date = settings.date(night);
    List<byte[]> all =
        new Malformed(settings.seed(), arrivals.size())
            .among(
                arrivals.stream().map(arrival -> Map.entry(arrival.id(), arrival.line())).toList());
    deliveries = deliveries.plus(0, 0, 0, all.size() - arrivals.size());
    boolean compressed = Draws.fraction(settings.seed(), "gzip/" + name + "/" + date) < 0.2;
    Path file = folder.resolve(name + "-" + date + (compressed ? ".jsonl.gz" : ".jsonl"));
    LineFile.write(file, all);
  }

  private int night(Instant instant) {
    LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return (int) (date.toEpochDay() - settings.firstNight().toEpochDay()) + 1;
  }
}
