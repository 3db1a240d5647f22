package io.plumbline.pipeline.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.pipeline.configuration.ExportSettings;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is declared of the independence of a night's evaluations, beside what was computed.
 *
 * @param organisation who hands the night on
 * @param declared what the exporter declares
 * @param runs evaluation runs of the night
 * @param unscored runs without a score, of which there is no record
 * @param byRecord runs by the relationship their own records declare
 * @param computed runs by computed grade
 * @param contradicted runs declared third party, by record or exporter, and computed first party
 */
record Independence(
    Optional<String> organisation,
    Optional<String> declared,
    long runs,
    long unscored,
    SortedMap<String, Long> byRecord,
    Map<Grade, Long> computed,
    long contradicted) {

  Independence {
    byRecord = Collections.unmodifiableSortedMap(new TreeMap<>(byRecord));
    computed = Collections.unmodifiableMap(new EnumMap<>(computed));
  }

  static Independence of(ExportSettings settings, List<EvaluationRun> runs) {
    SortedMap<String, Long> byRecord = new TreeMap<>();
    Map<Grade, Long> computed = new EnumMap<>(Grade.class);
    for (Grade grade : Grade.values()) {
      computed.put(grade, 0L);
    }
    Optional<String> declared = settings.relationship().map(ExportSettings.Relationship::id);
    long contradicted = 0;
    String thirdParty = ExportSettings.Relationship.THIRD_PARTY.id();
    for (EvaluationRun run : runs) {
      run.declared().ifPresent(said -> byRecord.merge(said, 1L, Math::addExact));
      computed.merge(run.grade(), 1L, Math::addExact);
      boolean isThirdParty = run.declared().or(() -> declared).equals(Optional.of(thirdParty));
      if (isThirdParty && run.grade() == Grade.FIRST_PARTY) {
        contradicted++;
      }
    }
    return new Independence(
        settings.organisation(),
        declared,
        runs.size(),
        runs.stream().filter(run -> run.scoreMicro().isEmpty()).count(),
        byRecord,
        computed,
        contradicted);
  }

  /** Both in one sentence, as the edition prints it. */
  String sentence() {
    StringBuilder sentence = new StringBuilder("Declared: ");
    sentence.append(declared.map(said -> said.replace('_', ' ')).orElse("nothing"));
    sentence.append(organisation.map(name -> " by " + name).orElse(", by an unnamed exporter"));
    if (!byRecord.isEmpty()) {
      sentence.append("; by the records themselves");
      String before = " ";
      for (Map.Entry<String, Long> said : byRecord.entrySet()) {
        sentence.append(before).append(said.getKey().replace('_', ' '));
        sentence.append(" of ").append(said.getValue());
        before = ", ";
      }
    }
    sentence.append(". Computed from who judged and who worked on the code: of ");
    sentence.append(runs).append(runs == 1 ? " evaluation run " : " evaluation runs ");
    sentence.append(computed.get(Grade.INDEPENDENT)).append(" independent of the model, ");
    sentence.append(computed.get(Grade.PARTIAL)).append(" in part, ");
    sentence.append(computed.get(Grade.FIRST_PARTY)).append(" first party, ");
    sentence.append(computed.get(Grade.UNKNOWN)).append(" unknown.");
    if (contradicted > 0) {
      sentence.append(" Declared third party and computed first party: ");
      sentence.append(contradicted).append('.');
    }
    return sentence.toString();
  }

  ObjectNode json() {
    ObjectNode root = Json.object();
    ObjectNode said = root.putObject("declared");
    said.put("organisation", organisation.orElse(null));
    said.put("evaluator_relationship", declared.orElse(null));
    ObjectNode records = said.putObject("by_record");
    byRecord.forEach(records::put);
    ObjectNode counted = root.putObject("computed");
    computed.forEach((grade, count) -> counted.put(grade.id(), count));
    root.put("runs", runs);
    root.put("runs_without_score", unscored);
    root.put("declared_third_party_computed_first_party", contradicted);
    return root;
  }
}
