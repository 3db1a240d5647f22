package io.plumbline.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook as it is kept: text and source, without what its cells showed.
 *
 * @param name file name without its ending
 * @param cells its cells in order
 * @param stripped whether no cell carries an output or a count of executions
 */
public record Notebook(String name, List<Cell> cells, boolean stripped) {

  public Notebook {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("Invalid notebook '" + name + "': no cells");
    }
  }

  /**
   * One cell.
   *
   * @param kind text or code
   * @param source as written
   */
  public record Cell(Kind kind, String source) {

    /** Kinds of cells. */
    public enum Kind {
      MARKDOWN,
      CODE
    }
  }

  /** Reads a notebook (nbformat 4). */
  public static Notebook read(Path file) throws IOException {
    JsonNode root = new JsonMapper().readTree(Files.readString(file));
    List<Cell> cells = new ArrayList<>();
    boolean stripped = true;
    for (JsonNode cell : root.path("cells")) {
      StringBuilder source = new StringBuilder();
      cell.path("source").forEach(line -> source.append(line.asText()));
      boolean code = cell.path("cell_type").asText().equals("code");
      stripped &= cell.path("outputs").isEmpty() && cell.path("execution_count").isNull() == code;
      cells.add(
          new Cell(code ? Cell.Kind.CODE : Cell.Kind.MARKDOWN, source.toString().stripTrailing()));
    }
    return new Notebook(
        file.getFileName().toString().replaceFirst("\\.ipynb$", ""), cells, stripped);
  }

  /** Its heading: the first line of its first cell. */
  public String title() {
    return cells.get(0).source().lines().findFirst().orElse(name).replaceFirst("^#+ *", "");
  }
}
