package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuthorityTest {

  private static final String DOMAIN = "infrastructure";

  /** Decisions of one kind, as the measurement tells them apart. */
  private record Decided(String authority, String required, String breach) {

    private Tally tally(long n) {
      Map<String, String> cell =
          new TreeMap<>(
              Map.of(
                  "authority",
                  authority,
                  "approver_class",
                  "ai_reviewer",
                  "executed",
                  "true",
                  "required",
                  Boolean.toString(!required.isEmpty()),
                  "person_required",
                  Boolean.toString(required.startsWith("human")),
                  "open_to_all",
                  Boolean.toString(required.equals("none")),
                  "source",
                  "decisions"));
      if (!breach.isEmpty()) {
        cell.put("breach", breach);
      }
      return Replay.tally(
          Replay.FIRST,
          Replay.FIRST,
          "decisions-authority",
          Map.of("domain", DOMAIN),
          Map.of(),
          cell,
          n);
    }
  }

  private static ExtractRow row(String id, long breach, long early, long mismatch, long self) {
    return new ExtractRow(
        Replay.FIRST,
        "decisions-broken-rules",
        id + "|1",
        List.of(7L, breach, early, mismatch, self),
        List.of("decisions", "decisions.jsonl", "", DOMAIN, id));
  }

  private static Replay night(List<Tally> tallies, ExtractRow... rows) {
    Replay replay = new Replay(new Authority());
    replay.night(Replay.FIRST, tallies, List.of(rows), List.of());
    return replay;
  }

  @Test
  void selfApprovalBindsOnlyWhereThePolicyAsksForAPerson() {
    Replay replay =
        night(
            List.of(
                new Decided("self_approved", "ai_reviewer", "false").tally(5),
                new Decided("assisted", "human_nominal", "false").tally(3)));
    Evidence.Violations rule = replay.rule("no-self-approval");
    assertThat(rule.checked()).isEqualTo(3);
    assertThat(rule.violations()).isZero();
  }

  @Test
  void selfApprovalWhereThePolicyAsksForAPersonIsAMissedRule() {
    Replay replay =
        night(
            List.of(new Decided("self_approved", "human_nominal", "false").tally(1)),
            row("d1", 0, 0, 0, 1));
    assertThat(replay.rule("no-self-approval").violations()).isEqualTo(1);
    assertThat(replay.rule("no-self-approval").gravity()).isEqualTo(Evidence.Gravity.ATTENTION);
  }

  @Test
  void aPolicyThatAsksForNobodyNeedsNoApprovalBeforeExecution() {
    Replay replay =
        night(
            List.of(
                new Decided("retroactive", "none", "false").tally(4),
                new Decided("assisted", "human_nominal", "false").tally(6)));
    assertThat(replay.rule("approved-before-execution").checked()).isEqualTo(6);
    assertThat(replay.rule("required-approval").checked()).isEqualTo(10);
  }

  @Test
  void withoutAStatedPolicyEarlyExecutionIsStillMissed() {
    Replay replay =
        night(List.of(new Decided("retroactive", "", "").tally(2)), row("d1", 0, 1, 0, 0));
    assertThat(replay.rule("approved-before-execution").violations()).isEqualTo(1);
    assertThat(replay.rule("stated-boundary").violations()).isEqualTo(2);
  }

  @Test
  void executionWithoutTheRequiredClassIsABreachOnItsNight() {
    Replay replay = new Replay(new Authority());
    Night night =
        replay.night(
            Replay.FIRST,
            new ArrayList<>(List.of(new Decided("autonomous", "human_nominal", "true").tally(1))),
            List.of(row("d1", 1, 0, 0, 0)),
            List.of());
    assertThat(night.answers().get(Question.AUTHORITY.ordinal()).verdict())
        .isEqualTo(Verdict.BREACH);
    assertThat(night.findings())
        .filteredOn(finding -> finding.hypothesis().name().equals("required-approval"))
        .singleElement()
        .extracting(Finding::attackIds)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains("X17", "X20");
  }
}
