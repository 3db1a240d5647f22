package io.plumbline.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs every notebook of a folder over one lake and writes a page for each. */
public final class Runner {

  private Runner() {}

  /**
   * Arguments: the folder of the notebooks, the configuration of the lake, the folder of the pages,
   * and optionally names of the notebooks to run.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: Runner NOTEBOOKS CONFIGURATION PAGES [NAME...]");
      System.exit(2);
    }
    System.setProperty(Lake.CONFIGURATION, arguments[1]);
    Path pages = Path.of(arguments[2]);
    List<String> wanted = List.of(arguments).subList(3, arguments.length);
    int failed = 0;
    for (Path file : in(Path.of(arguments[0]))) {
      Notebook notebook = Notebook.read(file);
      if (!wanted.isEmpty() && !wanted.contains(notebook.name())) {
        continue;
      }
      try {
        Path page = pages.resolve(notebook.name() + ".html");
        Files.createDirectories(pages);
        Files.writeString(page, run(notebook).html());
        System.out.println(page);
      } catch (CellFailed e) {
        failed++;
        System.err.println(notebook.name() + ": " + e.getMessage());
      }
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  /** The notebooks of a folder, by name. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  /** Runs one notebook from its first cell to its last. */
  public static Page run(Notebook notebook) throws CellFailed {
    List<Notebook.Cell> cells = new ArrayList<>(notebook.cells());
    Page.Draft draft = new Page.Draft();
    try (Cells shell = new Cells(System.getProperty("java.class.path"))) {
      for (Notebook.Cell cell : cells) {
        switch (cell.kind()) {
          case MARKDOWN -> draft.text(cell.source());
          case CODE -> code(shell, cell.source(), draft);
        }
      }
    }
    return draft.page(notebook.title());
  }

  private static void code(Cells shell, String source, Page.Draft draft) throws CellFailed {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    Optional<Shown> shown;
    try {
      shown = shell.run(source);
    } finally {
      System.setOut(console);
    }
    draft.code(source, printed.toString(StandardCharsets.UTF_8), shown);
  }
}
