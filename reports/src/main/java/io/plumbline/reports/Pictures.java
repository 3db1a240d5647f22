package io.plumbline.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * Counts that only the pictures of the drill-down show.
 *
 * @param decided decisions by domain and generation
 * @param received rows by source and night
 * @param changes what changes of scores are made of
 */
public record Pictures(List<Decided> decided, List<Received> received, List<Change> changes) {

  public Pictures {
    decided = List.copyOf(decided);
    received = List.copyOf(received);
    changes = List.copyOf(changes);
  }

  /**
   * Decisions of one domain in the time of one generation.
   *
   * @param domain decision domain
   * @param generation generation of models
   * @param byPeople those that a person approved
   * @param known those of which the approver is known
   */
  public record Decided(
      String domain, int generation, @JsonProperty("by_people") long byPeople, long known) {
    public Decided {
      Valid.text("domain", domain);
      Valid.count("by_people of " + domain, byPeople);
      Valid.count("known of " + domain, known);
    }
  }

  /**
   * Rows of one source, by the night of the records themselves.
   *
   * @param source the source
   * @param first night of the first count
   * @param rows one count per night from then on
   */
  public record Received(String source, LocalDate first, List<Long> rows) {
    public Received {
      Valid.text("source", source);
      rows = List.copyOf(rows);
      rows.forEach(count -> Valid.count("rows of " + source, count));
    }
  }

  /**
   * A change of a mean score and what it goes with.
   *
   * @param task the task
   * @param before mean before
   * @param criteria part that goes with the criteria
   * @param model part that goes with the model
   * @param after mean after
   */
  public record Change(String task, double before, double criteria, double model, double after) {
    public Change {
      Valid.text("task", task);
      before = Valid.number("before of " + task, before);
      criteria = Valid.number("criteria of " + task, criteria);
      model = Valid.number("model of " + task, model);
      after = Valid.number("after of " + task, after);
    }
  }
}
