package io.plumbline.notebooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport;

/** A chart, drawn by lets-plot as an SVG picture: layers over named columns. */
public final class Picture implements Shown.Value {

  private final String title;
  private final Map<String, List<?>> data;
  private final List<Object> layers = new ArrayList<>();
  private String across = "";
  private String up = "";
  private boolean logarithmic;
  private int height = 320;

  private Picture(String title, Map<String, List<?>> data) {
    this.title = title;
    this.data = data;
  }

  /** A chart of an answer's columns. */
  public static Picture of(String title, Answer answer) {
    Map<String, List<?>> data = new LinkedHashMap<>();
    answer.columns().forEach(name -> data.put(name, plottable(answer.column(name))));
    return new Picture(title, data);
  }

  /** A chart of columns that were computed. */
  public static Picture of(String title, Map<String, List<?>> columns) {
    return new Picture(title, new LinkedHashMap<>(columns));
  }

  /** Lines through the points, one for each value of {@code colour}. */
  public Picture lines(String x, String y, String colour) {
    return layer("line", Map.of("x", x, "y", y, "color", colour), Map.of("size", 1.2));
  }

  /** Points, one colour for each value of {@code colour}. */
  public Picture points(String x, String y, String colour) {
    return layer(
        "point", Map.of("x", x, "y", y, "color", colour), Map.of("size", 3, "alpha", 0.75));
  }

  /** Bars of given height, stacked by {@code fill}. */
  public Picture bars(String x, String y, String fill) {
    return layer(
        "bar",
        Map.of("x", x, "y", y, "fill", fill),
        Map.of("stat", "identity", "orientation", "x", "width", 0.8));
  }

  /** Horizontal bars of given length, stacked by {@code fill}. */
  public Picture rows(String x, String y, String fill) {
    return layer(
        "bar",
        Map.of("x", x, "y", y, "fill", fill),
        Map.of("stat", "identity", "orientation", "y", "width", 0.75));
  }

  /** Estimates with their intervals, a line for each {@code y}. */
  public Picture intervals(String x, String lower, String upper, String y, String colour) {
    layer(
        "errorbar",
        Map.of("y", y, "xmin", lower, "xmax", upper, "color", colour),
        Map.of("width", 0, "size", 1.4));
    return layer("point", Map.of("x", x, "y", y, "color", colour), Map.of("size", 4));
  }

  /** A dashed line at a height. */
  public Picture level(double y) {
    layers.add(Map.of("geom", "hline", "yintercept", y, "linetype", "dashed", "color", "#7a7f87"));
    return this;
  }

  /** A dashed line at a place. */
  public Picture place(double x) {
    layers.add(Map.of("geom", "vline", "xintercept", x, "linetype", "dashed", "color", "#7a7f87"));
    return this;
  }

  /** Names of the axes. */
  public Picture axes(String x, String y) {
    across = x;
    up = y;
    return this;
  }

  /** Both axes by powers of ten. */
  public Picture logarithmic() {
    logarithmic = true;
    return this;
  }

  /** A height in pixels; the width is that of the page. */
  public Picture tall(int pixels) {
    height = pixels;
    return this;
  }

  private Map<String, Object> scale(String axis, String name) {
    return logarithmic
        ? Map.of("aesthetic", axis, "name", name, "trans", "log10")
        : Map.of("aesthetic", axis, "name", name);
  }

  private Picture layer(String geometry, Map<String, String> mapping, Map<String, Object> look) {
    Map<String, Object> layer = new LinkedHashMap<>(look);
    layer.put("geom", geometry);
    layer.put("mapping", new LinkedHashMap<>(mapping));
    layer.put("tooltips", "none");
    layers.add(layer);
    return this;
  }

  private static List<Object> plottable(List<Object> values) {
    List<Object> plottable = new ArrayList<>();
    for (Object value : values) {
      plottable.add(
          value instanceof Number number
              ? (Object) number.doubleValue()
              : value == null ? null : String.valueOf(value));
    }
    return plottable;
  }

  /** The picture as SVG. */
  public String svg() {
    Map<String, Object> specification = new LinkedHashMap<>();
    specification.put("kind", "plot");
    specification.put("data", data);
    specification.put("mapping", new LinkedHashMap<>());
    specification.put("layers", layers);
    specification.put("scales", List.of(scale("x", across), scale("y", up)));
    specification.put("ggsize", Map.of("width", 860, "height", height));
    specification.put("theme", Map.of("name", "minimal", "legend_position", "bottom"));
    specification.put("ggtitle", Map.of("text", title));
    // The library changes the maps it is given.
    return PlotSvgExport.INSTANCE.buildSvgImageFromRawSpecs(changeable(specification), null, false);
  }

  private static Map<String, Object> changeable(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), changeable(value)));
    return copy;
  }

  private static Object changeable(Object value) {
    if (value instanceof Map<?, ?> map) {
      return changeable(map);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(one -> copy.add(changeable(one)));
      return copy;
    }
    return value;
  }

  @Override
  public Shown shown() {
    return new Shown(Shown.Form.PICTURE, svg(), title);
  }
}
