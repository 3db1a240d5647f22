package io.plumbline.reports;

import io.plumbline.findings.Question;
import java.util.List;

/** Innocent explanations of an effect, and what the method does about each. */
public final class Explanations {

  /**
   * One of them.
   *
   * @param what the explanation
   * @param handled what the method does about it
   */
  public record Explanation(String what, String handled) {}

  private Explanations() {}

  /** Those that belong to a question. */
  public static List<Explanation> of(Question question) {
    return switch (question) {
      case RECORD ->
          List.of(
              new Explanation(
                  "A source was late rather than incomplete",
                  "Rows count on the night they arrive; lateness is reported apart."),
              new Explanation(
                  "Retention removed old rows as agreed",
                  "Expiry inside the declared retention is expected and not counted."),
              new Explanation(
                  "A writer was restarted or moved",
                  "Not ruled out: a gap in sequence numbers looks the same. Ask the owner."));
      case AUTHORITY ->
          List.of(
              new Explanation(
                  "Clocks of two systems disagree",
                  "Approval up to 120 s after execution still counts as before it."),
              new Explanation(
                  "An approval was given but not recorded",
                  "Shown as unknown, and as the worst case in the bounds."),
              new Explanation(
                  "Changes became smaller, so review became faster",
                  "Review time is judged against the size of the change; before a release, within"
                      + " domains."),
              new Explanation(
                  "A change was read before it was proposed",
                  "Not ruled out: review time begins with the proposal."),
              new Explanation(
                  "Decisions became routine, so models or rules decide more of them",
                  "Domains are held fixed; within a domain it is not ruled out."));
      case SELECTION ->
          List.of(
              new Explanation(
                  "The pool itself changed",
                  "Every pick is compared with what was on offer that night in the same stratum."),
              new Explanation(
                  "Items came in batches", "One representative per cluster counts as evidence."),
              new Explanation(
                  "Chosen items were better in a way the stratum does not hold fixed",
                  "Not ruled out. The comparison with human picks from the same pool is the answer"
                      + " where it exists."));
      case CRITERIA ->
          List.of(
              new Explanation(
                  "The model improved",
                  "Scores are compared on bridge items that are the same on both sides."),
              new Explanation(
                  "The harness was upgraded for everybody",
                  "Not ruled out by one model family alone: compare those that share the harness."),
              new Explanation(
                  "Broken items were removed for good reason",
                  "Not ruled out. Read what was removed, and why."));
      case BEHAVIOUR ->
          List.of(
              new Explanation(
                  "Deployment prompts differ from test prompts",
                  "Samples are matched within strata; overlap is checked first."),
              new Explanation("Another model version was deployed", "Versions are never pooled."),
              new Explanation(
                  "Labels were given by different annotators",
                  "Not ruled out unless the same annotator labelled both sides."));
      case SEPARATION ->
          List.of(
              new Explanation(
                  "The judge prefers better answers, which its own family gives",
                  "The same items are judged by an independent panel, and the difference of"
                      + " differences is taken."),
              new Explanation(
                  "Answer order or length",
                  "Not ruled out unless order was swapped on both sides."),
              new Explanation(
                  "A lineage edge was declared too widely",
                  "Not ruled out. Look up the edge and who declared it."),
              new Explanation(
                  "A commit to evaluation code left every score as it was",
                  "Not ruled out: every commit to a path of evaluation code counts. Read it."),
              new Explanation(
                  "A data set was copied under a second name",
                  "Not ruled out: one digest under two names looks the same. Ask who made it."));
      case LOOP ->
          List.of(
              new Explanation(
                  "More people or more hardware, not the loop",
                  "Not ruled out where no compute ledger is given."),
              new Explanation(
                  "A harder or easier benchmark",
                  "Capability is taken from items common to neighbouring generations."),
              new Explanation(
                  "Scores near the top can only grow a little",
                  "Not ruled out for capability: cycle time and trace acceptance have no such end."),
              new Explanation(
                  "Changes of another kind need less review",
                  "Review per change is compared within decision domains."),
              new Explanation(
                  "Too few generations to tell a trend",
                  "Below four generations no shape is fitted."));
    };
  }
}
