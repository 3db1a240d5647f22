package io.plumbline.acceptance;

import java.util.List;

/** Every row, in the order of their numbers. */
final class AcceptanceRows {

  static final List<AcceptanceRow> ALL = List.of(new S24ExecutedBeforeApproved());

  private AcceptanceRows() {}
}
