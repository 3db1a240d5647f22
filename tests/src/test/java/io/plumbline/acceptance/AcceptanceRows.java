package io.plumbline.acceptance;

import java.util.List;

/** Every row, in the order of their numbers. */
final class AcceptanceRows {

  static final List<AcceptanceRow> ALL = 
      List.of(
          new S23AuthorityStatement(),
          new S24ExecutedBeforeApproved(),
          new S24AuthorityWidened(),
          new S24RubberStamps(),
          new S29NoStatedBoundary(),
          new S30ShorterReviews(),
          new S32AuthoritySentence(),
          new S34PolicyLoosened());

  private AcceptanceRows() {}
}
