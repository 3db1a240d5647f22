package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.Given.night;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.Boundary;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class DecisionsRefinerTest {

  private static final String MODEL =
      "\"actor\":{\"kind\":\"model\",\"id\":\"agent-1\",\"model\":\"atlas-2\"}";
  private static final String DANA = "\"actor\":{\"kind\":\"human\",\"id\":\"dana\"}";
  private static final String RAVI = "\"actor\":{\"kind\":\"human\",\"id\":\"ravi\"}";
  private static final String CI = "\"actor\":{\"kind\":\"service\",\"id\":\"ci\"}";

  private static final Optional<Boundary> BOUNDARY =
      Optional.of(
          new Boundary(
              new TreeMap<>(Map.of("deployment", new Boundary.Rule("human_with_sight", true)))));

  /** Events of decisions: minutes after the midnight before the first night, and JSON members. */
  private final Given given = Given.table(Cloudevents.SPEC);

  private int count;

  private void event(int night, String decision, int minute, String action, String members) {
    Instant at = night(1).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(60L * minute);
    count++;
    given.row(
        "night",
        night(night),
        "record_night",
        LocalDate.ofInstant(at, ZoneOffset.UTC),
        "begin",
        (long) count,
        "record_at",
        at,
        "event_id",
        "e" + count,
        "event_source",
        "lab",
        "type",
        EventType.DECISION.type(),
        "data",
        "{\"decision_id\":\"%s\",\"action\":\"%s\",\"domain\":\"deployment\",%s}"
            .formatted(decision, action, members));
  }

  private static Dataset<Row> names(SparkSession spark) {
    return spark.createDataFrame(
        List.of(
            RowFactory.create(
                "atlas-1",
                "atlas-1",
                1,
                new String[] {"atlas-1", "atlas-2"},
                new String[] {"atlas-1"},
                new String[] {"atlas-0"},
                java.util.Map.of(),
                Date.valueOf(night(1)),
                Date.valueOf("9999-12-31")),
            RowFactory.create(
                "zeta",
                "zeta",
                1,
                new String[] {"zeta"},
                new String[] {"zeta"},
                new String[] {},
                java.util.Map.of(),
                Date.valueOf(night(1)),
                Date.valueOf("9999-12-31"))),
        StructType.fromDDL(Names.DDL));
  }

  private static Dataset<Row> refined(Dataset<Row> events, SparkSession spark) {
    return DecisionsRefiner.refine(DecisionsRefiner.events(events), names(spark), BOUNDARY);
  }

  private static String members(String actor, String... more) {
    return actor + (more.length == 0 ? "" : "," + String.join(",", more));
  }

  private static String pair(String name, String value) {
    return "\"" + name + "\":\"" + value + "\"";
  }

  @Test
  void participationIsTheNearestRelativeOfThoseWhoActed(SparkSession spark) {
    Map<String, String> wanted = new TreeMap<>();
    acted("early", "atlas-1", "model", "atlas-1", wanted, "early_version");
    acted("ancestor", "atlas-1", "model", "atlas-0", wanted, "ancestor");
    acted("stranger", "atlas-1", "model", "zeta", wanted, "other_model");
    acted("person", "atlas-1", "human", "", wanted, "none");
    acted("nameless", "atlas-1", "model", "", wanted, "unknown");
    acted("subject", "nobody-knows", "model", "atlas-0", wanted, "unknown");
    Map<String, String> found = new TreeMap<>();
    for (Row row :
        refined(given.in(spark), spark).select("decision_id", "participation").collectAsList()) {
      found.put(row.getString(0), row.getString(1));
    }
    assertThat(found).isEqualTo(wanted);
  }

  private void acted(
      String decision,
      String subject,
      String kind,
      String model,
      Map<String, String> wanted,
      String participation) {
    event(
        1,
        decision,
        10,
        "executed",
        "\"actor\":{\"kind\":\"%s\",\"id\":\"one\"%s},\"subject_model\":\"%s\""
            .formatted(kind, model.isEmpty() ? "" : ",\"model\":\"" + model + "\"", subject));
    wanted.put(decision, participation);
  }

  @Test
  void authorityFollowsTheOrderOfRules(SparkSession spark) {
    Map<String, String> wanted = new LinkedHashMap<>();
    String viewed = "\"viewed\":true";
    proposedAndExecuted("sight");
    event(1, "sight", 11, "approved", members(DANA, viewed));
    wanted.put("sight", "human_with_sight assisted breach=false late=false mismatch=false");
    proposedAndExecuted("nominal");
    event(1, "nominal", 11, "approved", DANA);
    wanted.put("nominal", "human_nominal assisted breach=true late=false mismatch=false");
    proposedAndExecuted("opened");
    event(1, "opened", 11, "reviewed", members(DANA, viewed));
    event(1, "opened", 12, "approved", DANA);
    wanted.put("opened", "human_with_sight assisted breach=false late=false mismatch=false");
    proposedAndExecuted("tolerated");
    event(1, "tolerated", 22, "approved", members(DANA, viewed));
    wanted.put("tolerated", "human_with_sight assisted breach=false late=false mismatch=false");
    proposedAndExecuted("after");
    event(1, "after", 23, "approved", members(DANA, viewed));
    wanted.put("after", "human_with_sight retroactive breach=true late=true mismatch=false");
    proposedAndExecuted("nobody");
    wanted.put("nobody", "none autonomous breach=true late=false mismatch=false");
    proposedAndExecuted("kin");
    event(
        1,
        "kin",
        11,
        "approved",
        "\"actor\":{\"kind\":\"model\",\"id\":\"agent-9\",\"model\":\"atlas-1\"}");
    wanted.put("kin", "ai_reviewer self_approved breach=true late=false mismatch=false");
    proposedAndExecuted("stranger");
    event(
        1,
        "stranger",
        11,
        "approved",
        "\"actor\":{\"kind\":\"model\",\"id\":\"agent-9\",\"model\":\"zeta\"}");
    wanted.put("stranger", "ai_reviewer autonomous breach=true late=false mismatch=false");
    proposedAndExecuted("standing");
    event(1, "standing", 11, "approved", members(DANA, viewed, pair("approval_scope", "standing")));
    wanted.put("standing", "standing_policy autonomous breach=true late=false mismatch=false");
    proposedAndExecuted("service");
    event(1, "service", 11, "approved", CI);
    wanted.put("service", "standing_policy autonomous breach=true late=false mismatch=false");
    proposedAndExecuted("proxy");
    event(
        1,
        "proxy",
        11,
        "approved",
        "\"actor\":{\"kind\":\"service\",\"id\":\"bot\",\"on_behalf_of\":\"agent-1\"}");
    wanted.put("proxy", "standing_policy self_approved breach=true late=false mismatch=false");
    proposedAndExecuted("nameless");
    event(1, "nameless", 11, "approved", "\"actor\":{\"kind\":\"unknown\",\"id\":\"x\"}");
    wanted.put("nameless", "unknown unknown breach=false late=false mismatch=false");
    proposedAndExecuted("other-digest");
    event(1, "other-digest", 11, "approved", members(DANA, viewed, pair("artifact_digest", "d0")));
    wanted.put("other-digest", "none autonomous breach=true late=false mismatch=true");
    proposedAndExecuted("both-digests");
    event(1, "both-digests", 11, "approved", members(RAVI, viewed, pair("artifact_digest", "d0")));
    event(1, "both-digests", 12, "approved", members(DANA, viewed, pair("artifact_digest", "d1")));
    wanted.put("both-digests", "human_with_sight assisted breach=false late=false mismatch=false");
    event(1, "own", 10, "proposed", DANA);
    event(1, "own", 11, "approved", members(DANA, viewed));
    event(1, "own", 20, "executed", CI);
    wanted.put("own", "human_with_sight self_approved breach=true late=false mismatch=false");
    event(1, "second", 10, "proposed", DANA);
    event(1, "second", 11, "approved", members(DANA, viewed));
    event(1, "second", 12, "approved", members(RAVI, viewed));
    event(1, "second", 20, "executed", CI);
    wanted.put("second", "human_with_sight assisted breach=false late=false mismatch=false");
    event(1, "open", 10, "proposed", MODEL);
    wanted.put("open", "none unknown breach=null late=false mismatch=false");
    event(1, "refused", 10, "proposed", MODEL);
    event(1, "refused", 11, "rejected", members(DANA, viewed));
    wanted.put("refused", "human_with_sight assisted breach=null late=false mismatch=false");
    Map<String, String> seen =
        refined(given.in(spark), spark).collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> row.<String>getAs("decision_id"),
                    row ->
                        "%s %s breach=%s late=%s mismatch=%s"
                            .formatted(
                                row.getAs("approver_class"),
                                row.getAs("authority"),
                                row.getAs("breach"),
                                row.getAs("executed_before_approved"),
                                row.getAs("digest_mismatch"))));
    assertThat(seen).containsExactlyInAnyOrderEntriesOf(wanted);
  }

  private void proposedAndExecuted(String decision) {
    event(1, decision, 10, "proposed", members(MODEL, pair("artifact_digest", "d1")));
    event(1, decision, 20, "executed", members(CI, pair("artifact_digest", "d1")));
  }

  @Test
  void aSeedThatIsToldAfterTheReviewCountsOnceWhereBothAreKnown(SparkSession spark) {
    event(1, "x", 10, "proposed", MODEL);
    event(1, "x", 11, "approved", DANA);
    event(3, "x", 2 * 1440 + 5, "reviewed", members(CI, "\"canary\":true"));
    event(4, "x", 3 * 1440 + 5, "reviewed", members(CI, "\"canary\":true"));
    event(1, "y", 10, "proposed", members(MODEL, "\"canary\":true"));
    event(1, "y", 11, "rejected", DANA);
    assertThat(refined(given.in(spark), spark).orderBy("decision_id", "version").collectAsList())
        .extracting(row -> row.<String>getAs("canary"))
        .containsExactly(null, "missed", null, "caught");
  }

  @Test
  void aReviewAfterTheExecutionSaysWhetherItWasRight(SparkSession spark) {
    proposedAndExecuted("x");
    event(1, "x", 15, "reviewed", members(DANA, "\"sound\":true"));
    event(2, "x", 1440 + 5, "reviewed", members(RAVI, "\"sound\":false"));
    event(3, "x", 2 * 1440 + 5, "reviewed", members(RAVI, "\"sound\":true"));
    assertThat(refined(given.in(spark), spark).orderBy("version").collectAsList())
        .extracting(row -> row.<String>getAs("audit"))
        .containsExactly(null, "defective", null);
  }

  @Test
  void aRiskCountsOnlyFromSomebodyWhoDidNotProposeOrDecide(SparkSession spark) {
    event(1, "own", 10, "proposed", members(MODEL, "\"risk\":0.9"));
    event(1, "own", 11, "approved", members(DANA, "\"risk\":0.1"));
    event(1, "other", 10, "proposed", MODEL);
    event(1, "other", 10, "reviewed", members(RAVI, "\"risk\":0.25"));
    event(1, "other", 11, "approved", DANA);
    assertThat(refined(given.in(spark), spark).orderBy("decision_id").collectAsList())
        .extracting(row -> row.<Long>getAs("risk_micro"))
        .containsExactly(250_000L, null);
  }

  @Test
  void reviewsOfAPersonAreCountedInTheHourThatEndsWithThem(SparkSession spark) {
    for (int i = 0; i < 4; i++) {
      event(1, "d" + i, 1, "proposed", MODEL);
      event(1, "d" + i, 10 + 25 * i, i == 1 ? "rejected" : "approved", DANA);
    }
    event(1, "e", 1, "proposed", MODEL);
    event(1, "e", 12, "approved", RAVI);
    event(2, "e", 1440 + 30, "reverted", CI);
    List<Row> rows =
        refined(given.in(spark), spark).orderBy("decision_id", "version").collectAsList();
    assertThat(rows)
        .extracting(row -> row.<Integer>getAs("reviews_in_hour"))
        .containsExactly(1, 2, 3, 3, 1, null);
    assertThat(rows)
        .extracting(row -> row.<Boolean>getAs("reviewed"))
        .containsExactly(true, true, true, true, true, false);
    assertThat(rows)
        .extracting(row -> row.<Boolean>getAs("reversed"))
        .containsExactly(false, false, false, false, false, true);
    assertThat(rows.stream().filter(row -> row.<Boolean>getAs("review_unit")))
        .extracting(row -> row.<String>getAs("decided_by"))
        .containsExactlyInAnyOrder("dana", "ravi");
  }

  @Test
  void anApprovalDaysLaterIsAnotherVersion(SparkSession spark) {
    event(
        1, "x", 10, "proposed", members(MODEL, "\"change_size\":7", pair("change_unit", "lines")));
    event(1, "x", 20, "executed", MODEL);
    event(4, "x", 3 * 1440 + 5, "approved", members(DANA, pair("reason", "fine")));
    List<Row> rows = refined(given.in(spark), spark).orderBy("version").collectAsList();
    assertThat(rows)
        .extracting(row -> row.getAs("night").toString())
        .containsExactly("2026-01-01", "2026-01-04");
    assertThat(rows).extracting(row -> row.<Boolean>getAs("counted")).containsExactly(true, false);
    assertThat(rows)
        .extracting(row -> row.<String>getAs("authority"))
        .containsExactly("autonomous", "retroactive");
    assertThat(rows)
        .extracting(row -> row.<Boolean>getAs("has_reason"))
        .containsExactly(false, true);
    assertThat(rows)
        .extracting(row -> row.<Long>getAs("review_seconds"))
        .containsExactly(null, 60L * (3 * 1440 - 5));
    assertThat(rows).extracting(row -> row.<Long>getAs("change_size")).containsExactly(7L, 7L);
  }

  @Test
  void anApprovalWithoutDigestIsOfWhatWasLastProposed(SparkSession spark) {
    event(1, "x", 10, "proposed", members(MODEL, pair("artifact_digest", "d0")));
    event(1, "x", 11, "approved", DANA);
    event(1, "x", 12, "proposed", members(MODEL, pair("artifact_digest", "d1")));
    event(1, "x", 20, "executed", members(CI, pair("artifact_digest", "d1")));
    Row row = refined(given.in(spark), spark).first();
    assertThat(row.<Boolean>getAs("digest_mismatch")).isTrue();
    assertThat(row.<String>getAs("artifact_digest")).isEqualTo("d1");
  }

  @Test
  void withoutAPolicyNothingIsRequired(SparkSession spark) {
    proposedAndExecuted("x");
    Row row =
        DecisionsRefiner.refine(
                DecisionsRefiner.events(given.in(spark)), names(spark), Optional.empty())
            .first();
    assertThat(row.<String>getAs("required_class")).isNull();
    assertThat(row.<Boolean>getAs("breach")).isNull();
  }

  private record Step(int night, String decision, int minute, int place, String action) {}

  /** Steps of twenty decisions over five nights; a third arrives one or two nights late. */
  private List<Step> lab(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] actions = {"proposed", "approved", "executed", "reverted", "rejected", "reviewed"};
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      int minute = random.nextInt(5 * 1440);
      int night = Math.min(7, minute / 1440 + 1 + Math.max(0, random.nextInt(6) - 3));
      String action = actions[random.nextInt(actions.length)];
      String decision = "d" + random.nextInt(20);
      event(night, decision, minute, action, random.nextBoolean() ? DANA : MODEL);
      steps.add(new Step(night, decision, minute, i, action));
    }
    return steps;
  }

  @Test
  void versionsAreThoseOfAPlainLoop(SparkSession spark) {
    List<Step> steps = new ArrayList<>(lab(5));
    steps.sort(Comparator.comparing(Step::minute).thenComparing(Step::place));
    List<String> wanted = new ArrayList<>();
    for (String decision : new TreeSet<>(steps.stream().map(Step::decision).toList())) {
      int version = 0;
      boolean ended = false;
      for (int night = 1; night <= 7; night++) {
        int tonight = night;
        List<Step> seen =
            steps.stream().filter(s -> s.decision.equals(decision) && s.night <= tonight).toList();
        if (seen.stream().noneMatch(s -> s.night == tonight)) {
          continue;
        }
        version++;
        String outcome = "open";
        int executions = 0;
        for (Step step : seen) {
          executions += step.action.equals("executed") ? 1 : 0;
          if (step.action.equals("executed") || step.action.equals("reverted")) {
            outcome = step.action;
          } else if (step.action.equals("rejected") && outcome.equals("open")) {
            outcome = "rejected";
          }
        }
        boolean counted = !ended && !outcome.equals("open");
        ended |= counted;
        wanted.add(
            "%s %s %s %s counted=%s executions=%s events=%s"
                .formatted(
                    decision, version, night(night), outcome, counted, executions, seen.size()));
      }
    }
    assertThat(
            refined(given.in(spark), spark).collectAsList().stream()
                .map(
                    row ->
                        "%s %s %s %s counted=%s executions=%s events=%s"
                            .formatted(
                                row.getAs("decision_id"),
                                row.<Integer>getAs("version"),
                                row.getAs("night"),
                                row.getAs("outcome"),
                                row.getAs("counted"),
                                row.<Integer>getAs("executions"),
                                row.<Integer>getAs("events")))
                .toList())
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void partitionsDoNotMatter(SparkSession spark) {
    lab(6);
    Dataset<Row> events = given.in(spark);
    Dataset<Row> one = refined(events.repartition(1), spark).cache();
    try {
      Equal.rows(one, refined(events.repartition(2), spark));
      Equal.rows(one, refined(events.repartition(7), spark));
      for (var column : Decisions.SPEC.columns()) {
        if (!column.nullable()) {
          assertThat(one.where(functions.col(column.name()).isNull()).count())
              .as(column.name())
              .isZero();
        }
      }
    } finally {
      one.unpersist();
    }
  }
}
