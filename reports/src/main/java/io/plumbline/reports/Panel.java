package io.plumbline.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport;

/** A chart in the grammar of lets-plot: layers over data, scales, and the look all charts share. */
final class Panel {

  /** Size of the letters, in units of the drawing. */
  static final int LETTERS = 11;

  /** The same size, in the unit of a layer of text. */
  static final double TEXT = 5.5;

  private final int width;
  private final int height;
  private final List<Object> layers = new ArrayList<>();
  private final List<Object> scales = new ArrayList<>();
  private final Map<String, Object> theme = new LinkedHashMap<>();

  private Panel(int width, int height) {
    this.width = width;
    this.height = height;
    theme.put("name", "minimal");
    for (String part : List.of("axis_text", "legend_text", "axis_title", "legend_title")) {
      theme.put(part, members("size", LETTERS, "blank", false));
    }
    for (String part :
        List.of("axis_title", "panel_grid_minor", "axis_ticks", "axis_line", "plot_background")) {
      theme.put(part, members("blank", true));
    }
    theme.put("panel_grid_major", members("color", Ink.LINE.hex(), "size", 0.8, "blank", false));
  }

  /** An empty chart of this size. */
  static Panel of(int width, int height) {
    return new Panel(width, height);
  }

  /** A JSON-like object from names and values in turn. */
  static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }

  /**
   * Adds a layer.
   *
   * @param geometry what is drawn, such as {@code point}
   * @param data columns by name
   * @param mapping column by aesthetic
   * @param constants aesthetics that are the same for all, as names and values in turn
   */
  Panel layer(
      String geometry, Map<String, Object> data, Map<String, Object> mapping, Object... constants) {
    Map<String, Object> layer =
        members("geom", geometry, "data", data, "mapping", mapping, "tooltips", "none");
    layer.putAll(members(constants));
    layers.add(layer);
    return this;
  }

  /** Adds a scale: its aesthetic, and what is set of it as names and values in turn. */
  Panel scale(String aesthetic, Object... settings) {
    Map<String, Object> scale = members("aesthetic", aesthetic);
    scale.putAll(members(settings));
    scales.add(scale);
    return this;
  }

  /** Changes the look: a part of the theme, and what is set of it as names and values in turn. */
  Panel look(String part, Object... settings) {
    theme.put(part, members(settings));
    return this;
  }

  /** Sets a part of the theme that is one word, such as where the legend stands. */
  Panel place(String part, String where) {
    theme.put(part, where);
    return this;
  }

  /** Draws it; equal charts give equal bytes. */
  Drawing draw() {
    Map<String, Object> specification =
        members(
            "kind",
            "plot",
            "data",
            members(),
            "mapping",
            members(),
            "layers",
            layers,
            "scales",
            scales,
            "theme",
            theme,
            "coord",
            members("name", "cartesian"),
            "ggsize",
            members("width", width, "height", height));
    return Drawing.of(
        PlotSvgExport.INSTANCE.buildSvgImageFromRawSpecs(specification, null, false),
        width,
        height);
  }
}
