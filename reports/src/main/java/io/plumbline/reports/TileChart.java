package io.plumbline.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tables of counts as tiles, the fuller the colour the more: who decided by generation, rows by
 * night.
 */
final class TileChart {

  private static final int WIDTH = 680;
  private static final int ROW = 22;
  private static final int FRAME = 46;

  /** From here on the paper stands out from the colour more than the ink does. */
  private static final double FULL = 0.72;

  private TileChart() {}

  /** One tile: where it stands, how full its colour is from 0 to 1, and what stands in it. */
  private record Tile(double x, double y, double shade, String words) {}

  /** Share of decisions that a person approved, by domain and generation. */
  static Optional<Chart> decided(Report report) {
    List<Pictures.Decided> all =
        report.page().flatMap(Page::pictures).map(Pictures::decided).orElse(List.of()).stream()
            .filter(one -> one.known() > 0)
            .toList();
    List<Integer> generations =
        all.stream().map(Pictures.Decided::generation).distinct().sorted().toList();
    if (generations.size() < 2) {
      return Optional.empty();
    }
    List<String> domains = all.stream().map(Pictures.Decided::domain).distinct().sorted().toList();
    List<Tile> tiles = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Pictures.Decided one : all) {
      double share = (double) one.byPeople() / one.known();
      tiles.add(
          new Tile(
              generations.indexOf(one.generation()),
              domains.size() - 1.0 - domains.indexOf(one.domain()),
              share,
              Figures.share(one.byPeople(), one.known())));
      rows.add(
          List.of(
              one.domain(),
              Integer.toString(one.generation()),
              Figures.count(one.byPeople()),
              Figures.count(one.known()),
              Figures.share(one.byPeople(), one.known())));
    }
    Drawing drawing =
        draw(
            tiles,
            domains.stream().map(domain -> Shown.brief(Words.name(domain), 30)).toList(),
            generations.size(),
            IntStream.range(0, generations.size()).boxed().toList(),
            generations.stream().map(generation -> "generation " + generation).toList());
    return Optional.of(
        new Chart(
            "Share of decisions that a person approved, by domain and generation",
            "The fuller the colour, the more; decisions whose approver is unknown are left out.",
            drawing,
            List.of("Domain", "Generation", "By people", "Known", "Share"),
            rows));
  }

  /** Rows of each source by the night of the records. */
  static Optional<Chart> received(Report report) {
    List<Pictures.Received> sources =
        report.page().flatMap(Page::pictures).map(Pictures::received).orElse(List.of()).stream()
            .filter(source -> !source.rows().isEmpty())
            .toList();
    Optional<LocalDate> first =
        sources.stream().map(Pictures.Received::first).min(LocalDate::compareTo);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int nights = (int) (report.night().toEpochDay() - first.get().toEpochDay()) + 1;
    if (nights < 2) {
      return Optional.empty();
    }
    List<Tile> tiles = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Pictures.Received source = sources.get(i);
      long most = source.rows().stream().mapToLong(Long::longValue).max().orElse(0);
      long all = source.rows().stream().mapToLong(Long::longValue).sum();
      long silent = source.rows().stream().filter(count -> count == 0).count();
      int offset = (int) (source.first().toEpochDay() - first.get().toEpochDay());
      for (int night = 0; night < source.rows().size(); night++) {
        long count = source.rows().get(night);
        if (count > 0) {
          // What is little is still seen.
          double shade = 0.15 + 0.85 * count / most;
          tiles.add(new Tile(offset + night, sources.size() - 1.0 - i, shade, ""));
        }
      }
      rows.add(
          List.of(
              source.source(),
              source.first().toString(),
              Figures.count(all),
              Figures.count(most),
              Figures.count(silent)));
    }
    int step = Math.max(1, (nights + 4) / 5);
    List<Integer> marks =
        IntStream.iterate(nights - 1, mark -> mark >= 0, mark -> mark - step).boxed().toList();
    Drawing drawing =
        draw(
            tiles,
            sources.stream().map(source -> Shown.brief(source.source(), 24)).toList(),
            nights,
            marks,
            marks.stream().map(mark -> Figures.dayAndMonth(first.get().plusDays(mark))).toList());
    return Optional.of(
        new Chart(
            "Rows received, by source and night of the records",
            "The fuller the colour, the nearer to the source's own most; blank: no row of that night.",
            drawing,
            List.of("Source", "First night", "Rows", "Most in a night", "Nights without"),
            rows));
  }

  private static Drawing draw(
      List<Tile> tiles, List<String> names, int columns, List<Integer> marks, List<String> labels) {
    double words = columns * 0.36;
    Panel panel =
        Panel.of(WIDTH, FRAME + ROW * names.size())
            .look("panel_grid", "blank", true)
            .look("panel_grid_major", "blank", true)
            .look("axis_text_y", "blank", true)
            .look("axis_text_x", "size", Panel.LETTERS, "angle", 0, "blank", false)
            .scale(
                "x",
                "breaks",
                marks.stream().map(mark -> (Object) mark.doubleValue()).toList(),
                "labels",
                List.copyOf(labels),
                "limits",
                List.of(-0.5 - words, columns - 0.5),
                "expand",
                List.of(0.01, 0))
            .scale("y", "limits", List.of(-0.5, names.size() - 0.5), "expand", List.of(0, 0))
            .scale("alpha", "scale_mapper_kind", "identity", "guide", "none");
    panel.layer(
        "tile",
        Map.of(
            "x", column(tiles, Tile::x),
            "y", column(tiles, Tile::y),
            "shade", column(tiles, Tile::shade)),
        Map.of("x", "x", "y", "y", "alpha", "shade"),
        "fill",
        Ink.SIGHT.hex(),
        "color",
        Ink.SIGHT.hex(),
        "size",
        0,
        "width",
        0.92,
        "height",
        0.84);
    for (boolean isFull : new boolean[] {false, true}) {
      List<Tile> said =
          tiles.stream()
              .filter(tile -> !tile.words().isEmpty() && tile.shade() > FULL == isFull)
              .toList();
      if (!said.isEmpty()) {
        panel.layer(
            "text",
            Map.of(
                "x", column(said, Tile::x),
                "y", column(said, Tile::y),
                "words", said.stream().map(tile -> (Object) tile.words()).toList()),
            Map.of("x", "x", "y", "y", "label", "words"),
            "size",
            Panel.TEXT,
            "color",
            (isFull ? Ink.PAPER : Ink.INK).hex());
      }
    }
    panel.layer(
        "text",
        Map.of(
            "x", names.stream().map(name -> (Object) (-0.5 - words)).toList(),
            "y",
                IntStream.range(0, names.size())
                    .mapToObj(i -> (Object) (names.size() - 1.0 - i))
                    .toList(),
            "words", List.copyOf(names)),
        Map.of("x", "x", "y", "y", "label", "words"),
        "hjust",
        "left",
        "size",
        Panel.TEXT,
        "color",
        Ink.QUIET.hex());
    return panel.draw();
  }

  private static List<Object> column(
      List<Tile> tiles, java.util.function.Function<Tile, Object> value) {
    return tiles.stream().map(value).toList();
  }
}
