package io.plumbline.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, as built. */
public final class CodeVersion implements IVersionProvider {

  private static final String VERSION = read();

  /** The version every seal and report carries. */
  public static String text() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = CodeVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"plumbline " + VERSION};
  }
}
