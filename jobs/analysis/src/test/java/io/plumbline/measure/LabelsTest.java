package io.plumbline.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void textIsWhatTheJsonLibraryWrites() throws Exception {
    Map<String, String> values =
        new TreeMap<>(Map.of("b", "a \"quoted\" \\ path\n\t\u0001", "a", "é €", "c", ""));
    assertThat(Labels.of(values).text())
        .isEqualTo(JsonMapper.builder().build().writeValueAsString(values));
  }

  @Test
  void textIsReadBack() {
    Labels labels = Labels.of(Map.of("pool", "p-1", "stratum", "line\nbreak"));
    assertThat(Labels.parse(labels.text())).isEqualTo(labels).hasSameHashCodeAs(labels);
    assertThat(Labels.parse("{}")).isEqualTo(Labels.NONE);
  }

  @Test
  void textThatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> Labels.parse("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid labels: '{' (must be JSON)");
  }

  @Test
  void labelsAreOrderedByTheirText() {
    assertThat(Labels.of(Map.of("a", "1"))).isLessThan(Labels.of(Map.of("a", "2")));
    assertThat(Labels.NONE.with("a", "1").without("a")).isEqualTo(Labels.NONE);
  }
}
