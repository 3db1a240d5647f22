package io.plumbline.datasets;

import java.util.Locale;

/** How far from the raw record a table is; also its folder in the lake and its database in SQL. */
public enum Layer {
  /** Raw records, append-only. */
  BRONZE,
  /** Conformed rows, rebuildable from bronze. */
  SILVER,
  /** Tallies and what follows from them, rebuildable from silver. */
  GOLD;

  /** Folder and database name. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
