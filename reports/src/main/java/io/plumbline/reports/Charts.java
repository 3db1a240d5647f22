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
    switch (question) {
      case RECORD -> TileChart.received(report).ifPresent(charts::add);
      case AUTHORITY -> TileChart.decided(report).ifPresent(charts::add);
      case CRITERIA -> charts.addAll(ChangeChart.of(report));
      case SELECTION, BEHAVIOUR, SEPARATION, LOOP -> {}
    }
    return List.copyOf(charts);
  }
}
