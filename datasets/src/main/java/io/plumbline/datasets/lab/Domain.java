package io.plumbline.datasets.lab;

import java.util.List;

/**
 * One decision domain of the lab: its stated policy and how the lab lives up to it.
 *
 * @param name domain
 * @param required approver class the policy asks for before execution
 * @param secondPerson whether proposer and approver must differ
 * @param perNight decisions per working day that end in a commit; 0 where they end elsewhere
 * @param modelShare share of proposals made by the lab's own model
 * @param mix chance of an approver with sight, of a nominal one and of a reviewing model
 * @param approvers roles that approve
 * @param paths files such a decision changes
 * @param titles what such a change is called
 */
record Domain(
    String name,
    String required,
    boolean secondPerson,
    double perNight,
    double modelShare,
    double[] mix,
    List<String> approvers,
    List<String> paths,
    List<String> titles) {

  private static final String SIGHT = "human_with_sight";
  private static final String NOMINAL = "human_nominal";
  private static final String AI = "ai_reviewer";

  static final Domain TRAINING_DATA =
      new Domain(
          "training_data_selection",
          SIGHT,
          true,
          0,
          1,
          new double[] {1, 0, 0},
          List.of("data-reviewer-a", "data-reviewer-b"),
          List.of(),
          List.of());
  static final Domain TRACES =
      new Domain(
          "trace_selection",
          SIGHT,
          true,
          0,
          1,
          new double[] {1, 0, 0},
          List.of("trace-reviewer"),
          List.of(),
          List.of());
  static final Domain EVALUATION_ITEMS =
      new Domain(
          "evaluation_selection",
          SIGHT,
          true,
          0,
          0,
          new double[] {1, 0, 0},
          List.of("evaluation-owner"),
          List.of(),
          List.of());
  static final Domain CRITERIA =
      new Domain(
          "evaluation_criteria",
          SIGHT,
          true,
          0,
          0,
          new double[] {1, 0, 0},
          List.of("evaluation-owner"),
          List.of(),
          List.of());
  static final Domain DEPLOYMENT =
      new Domain(
          "deployment",
          SIGHT,
          true,
          0,
          0,
          new double[] {1, 0, 0},
          List.of("release-owner"),
          List.of(),
          List.of());
  static final Domain TRAINING_RUN =
      new Domain(
          "training_config",
          SIGHT,
          true,
          4,
          0.3,
          new double[] {1, 0, 0},
          List.of("training-owner"),
          List.of("configs/optimizer.yaml", "configs/mixture.yaml", "configs/schedule.yaml"),
          List.of("lower the peak learning rate", "extend the warm-up", "rebalance the mixture"));

  static final List<Domain> ALL =
      List.of(
          TRAINING_DATA,
          TRACES,
          EVALUATION_ITEMS,
          CRITERIA,
          new Domain(
              "bug_triage",
              AI,
              false,
              7,
              0.5,
              new double[] {0.45, 0.2, 0.35},
              List.of("serving-owner", "training-owner"),
              List.of("serving/router.py", "serving/cache.py", "training/checkpoint.py"),
              List.of("fix a race on shutdown", "close a stale handle", "guard an empty batch")),
          new Domain(
              "training_debug",
              NOMINAL,
              false,
              5,
              0.5,
              new double[] {0.7, 0.3, 0},
              List.of("training-owner"),
              List.of("training/loop.py", "training/loss_spikes.py"),
              List.of("skip a corrupt shard", "log gradient norms", "resume from a checkpoint")),
          new Domain(
              "evaluation_diagnosis",
              SIGHT,
              false,
              3,
              0,
              new double[] {1, 0, 0},
              List.of("evaluation-owner"),
              List.of("evals/harness/retries.py", "evals/harness/report.py"),
              List.of("explain flaky items", "count retries apart", "print the seed of a run")),
          new Domain(
              "architecture",
              SIGHT,
              true,
              1.2,
              0,
              new double[] {1, 0, 0},
              List.of("architecture-owner"),
              List.of("model/attention.py", "model/architecture.yaml"),
              List.of("widen the expert layer", "tie the output embedding")),
          TRAINING_RUN,
          new Domain(
              "infrastructure",
              AI,
              false,
              12,
              0.6,
              new double[] {0.3, 0.2, 0.5},
              List.of("platform-owner"),
              List.of("infra/scheduler.py", "infra/autoscale.py", "infra/cluster.tf"),
              List.of("raise the queue limit", "drain nodes before upgrades", "pin a base image")),
          DEPLOYMENT,
          new Domain(
              "code_change",
              NOMINAL,
              false,
              21,
              0.6,
              new double[] {0.75, 0.25, 0},
              List.of("code-owner-a", "code-owner-b", "code-owner-c"),
              List.of(
                  "data/loader.py",
                  "data/dedupe.py",
                  "tools/cli.py",
                  "tools/metrics.py",
                  "docs/guide.md"),
              List.of(
                  "simplify the loader",
                  "speed up deduplication",
                  "document an option",
                  "add a metric")));
}
