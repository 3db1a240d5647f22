package io.plumbline.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs cells of Java one after the other, as JShell does, in this JVM: a cell sees what those
 * before it declared, and the value of a last expression without a semicolon is shown.
 */
public final class Cells implements AutoCloseable {

  private static final List<String> IMPORTS =
      List.of(
          "import java.time.*;",
          "import java.util.*;",
          "import java.util.stream.*;",
          "import io.plumbline.notebooks.*;",
          "import io.plumbline.stats.*;");

  private final Values values = new Values();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;

  /** Keeps the value itself, where JShell keeps its text. */
  private static final class Values extends DirectExecutionControl {

    private Optional<Object> last = Optional.empty();

    @Override
    protected String invoke(Method snippet) throws Exception {
      last = Optional.ofNullable(snippet.invoke(null));
      return last.map(Object::toString).orElse("null");
    }
  }

  /** Gives JShell the one place where values are kept. */
  private record Here(Values values) implements ExecutionControlProvider {

    @Override
    public String name() {
      return "here";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return values;
    }
  }

  /** Cells that see what is on this class path. */
  public Cells(String classPath) {
    PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    this.shell =
        JShell.builder()
            .executionEngine(new Here(values), Map.of())
            .in(InputStream.nullInputStream())
            .out(silent)
            .err(silent)
            .build();
    this.analysis = shell.sourceCodeAnalysis();
    shell.addToClasspath(classPath);
    IMPORTS.forEach(shell::eval);
  }

  /**
   * Runs one cell.
   *
   * @return what its last statement shows; empty when that is no expression, or has no value
   * @throws CellFailed when it does not compile or throws
   */
  public Optional<Shown> run(String source) throws CellFailed {
    Optional<Shown> shown = Optional.empty();
    for (String statement : statements(source)) {
      values.last = Optional.empty();
      shown = Optional.empty();
      for (SnippetEvent event : shell.eval(statement)) {
        require(event, statement);
        // As elsewhere: a semicolon keeps a value to itself.
        boolean quiet = statement.strip().endsWith(";");
        if (!quiet && event.causeSnippet() == null && isExpression(event.snippet())) {
          shown = shown(statement);
        }
      }
    }
    return shown;
  }

  private Optional<Shown> shown(String statement) throws CellFailed {
    try {
      return values.last.map(Shown::of);
    } catch (RuntimeException e) {
      throw new CellFailed("This value cannot be shown: " + e.getMessage() + "\nin:\n" + statement);
    }
  }

  private List<String> statements(String source) throws CellFailed {
    List<String> statements = new ArrayList<>();
    String rest = source.strip();
    while (!rest.isEmpty()) {
      SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
      if (!next.completeness().isComplete()
          && next.completeness() != SourceCodeAnalysis.Completeness.CONSIDERED_INCOMPLETE) {
        throw new CellFailed("This does not parse:\n" + rest);
      }
      statements.add(next.source() == null ? rest : next.source());
      rest = next.source() == null ? "" : next.remaining().strip();
    }
    return statements;
  }

  private void require(SnippetEvent event, String statement) throws CellFailed {
    if (event.status() == Snippet.Status.REJECTED) {
      throw new CellFailed(
          shell
                  .diagnostics(event.snippet())
                  .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                  .collect(Collectors.joining("\n"))
              + "\nin:\n"
              + statement.strip());
    }
    if (event.exception() != null) {
      String what =
          event.exception() instanceof EvalException thrown
              ? thrown.getExceptionClassName() + ": " + thrown.getMessage()
              : "unresolved: " + event.exception().getMessage();
      throw new CellFailed(what + "\nin:\n" + statement.strip());
    }
  }

  private static boolean isExpression(Snippet snippet) {
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  @Override
  public void close() {
    shell.close();
  }
}
