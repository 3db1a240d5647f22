package io.plumbline.notebooks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The same cells for Jupyter: a kernel that Jupyter starts and talks to. */
public final class Kernel extends BaseKernel {

  private final Cells cells = new Cells(System.getProperty("java.class.path"));

  /** Argument: the connection file that Jupyter wrote. */
  public static void main(String[] arguments) throws Exception {
    JupyterConnection connection =
        new JupyterConnection(
            KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
    new Kernel().becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }

  @Override
  public DisplayData eval(String source) throws Exception {
    Optional<Shown> shown = cells.run(source);
    if (shown.isEmpty()) {
      return DisplayData.EMPTY;
    }
    DisplayData data = new DisplayData(shown.get().plain());
    data.putData(shown.get().form().mediaType(), shown.get().content());
    return data;
  }

  @Override
  public List<String> formatError(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().toList();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    cells.close();
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java")
        .version(System.getProperty("java.version"))
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("text/x-java")
        .build();
  }
}
