package io.plumbline.stats.simulated;

/** Something that looks at every night's counts per category and may alarm. */
public interface Monitor {

  /** One more night. */
  void night(long[] counts);

  /** The log e-value, or anything else that alarms at a threshold. */
  double evidence();
}
