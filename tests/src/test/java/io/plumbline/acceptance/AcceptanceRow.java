package io.plumbline.acceptance;

import java.io.IOException;
import java.util.Set;

/**
 * An idea that Plumbline must make work: raw logs that hold it, and what the night's report and
 * tables must then say.
 */
interface AcceptanceRow {

  /** Its number, such as {@code S24}, and the claim in a few words. */
  String claim();

  /**
   * The ids of the detectors it rests on, such as {@code authority/1}: without them it must not
   * hold. Empty for what no detector tells, such as a command or a table.
   */
  Set<String> detectors();

  /** Writes raw logs and a configuration. */
  void write(RawLab lab) throws IOException;

  /** Gives the command whose outcome is looked at: the nightly one, where no other is named. */
  default Outcome run(RawLab lab) throws IOException {
    return lab.nightly();
  }

  /** Asserts what must be seen. */
  void holds(Outcome outcome) throws IOException;
}
