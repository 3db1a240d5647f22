package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on standard error: a moving line on a terminal, one plain line a step elsewhere. */
final class Console implements Progress, AutoCloseable {

  private final PrintStream err;
  private final LongSupplier nanos;
  private final boolean terminal;
  private String step = "";
  private long began;
  private java.util.Optional<ProgressBar> bar = java.util.Optional.empty();

  private Console(PrintStream err, LongSupplier nanos, boolean terminal) {
    this.err = err;
    this.nanos = nanos;
    this.terminal = terminal;
  }

  static Console standardError() {
    return new Console(System.err, System::nanoTime, System.console() != null);
  }

  @Override
  public void begins(String name) {
    step = name;
    began = nanos.getAsLong();
    if (terminal) {
      stop();
      bar =
          java.util.Optional.of(
              new ProgressBarBuilder()
                  .setTaskName(name)
                  .setInitialMax(-1)
                  .setStyle(ProgressBarStyle.ASCII)
                  .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(err))
                  .build());
    }
  }

  @Override
  public void done(String detail) {
    stop();
    err.printf(Locale.ROOT, "%-10s %s (%.1f s)%n", step, detail, (nanos.getAsLong() - began) / 1e9);
  }

  @Override
  public void warns(String message) {
    stop();
    err.println("warning: " + message);
  }

  private void stop() {
    if (bar.isPresent()) {
      bar.get().close();
      bar = java.util.Optional.empty();
      err.print("\r\033[K");
    }
  }

  @Override
  public void close() {
    stop();
  }
}
