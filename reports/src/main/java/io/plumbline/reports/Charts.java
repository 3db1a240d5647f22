package io.plumbline.reports;

import io.plumbline.findings.Question;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a question's drill-down. */
public final class Charts {

  private Charts() {}

  /** Those that have something to show, in the order in which they are read. */
  public static List<Chart> of(Report report, Question question) {
    List<Chart> charts = new ArrayList<>(EffectChart.of(report.findings(question)));
    EvidenceChart.of(report, question).ifPresent(charts::add);
    return List.copyOf(charts);
  }
}
