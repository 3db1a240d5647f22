package io.plumbline.pipeline.bundle;

import java.util.Locale;

/** How independent of its model an evaluation run is, computed from who judged and who coded. */
enum Grade {
  INDEPENDENT,
  PARTIAL,
  FIRST_PARTY,
  UNKNOWN;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Grade of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
