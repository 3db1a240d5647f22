package io.plumbline.pipeline.configuration;

/**
 * A place outside the lake that receives the root of every sealed night.
 *
 * @param kind what it is
 * @param location where: an absolute path, or an address
 * @param shown where, as reports and messages print it: without what may be secret in an address
 */
public record AnchorSettings(Kind kind, String location, String shown) {

  /** What an anchor can be. */
  public enum Kind {
    FILE,
    GIT,
    WEBHOOK
  }
}
