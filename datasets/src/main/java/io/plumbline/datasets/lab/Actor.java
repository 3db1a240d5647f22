package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Who acts in the lab; people are known by their role.
 *
 * @param kind human, model, service or policy
 * @param id id that stays the same over model versions
 * @param model model version; blank where the actor is no model
 * @param onBehalfOf whom it acts for; blank for itself
 */
record Actor(String kind, String id, String model, String onBehalfOf) {

  static final Actor CONTROL = new Actor("service", "random-control", "", "");
  static final Actor PIPELINE = new Actor("service", "delivery-pipeline", "", "");

  /** The reviewing model of another vendor's family: unrelated to the lab's own models. */
  static final Actor REVIEW_AGENT = model("review-agent", Generations.OTHER_FAMILY, "");

  static Actor human(String role) {
    return new Actor("human", role, "", "");
  }

  static Actor model(String id, String model, String onBehalfOf) {
    return new Actor("model", id, model, onBehalfOf);
  }

  boolean isModel() {
    return kind.equals("model");
  }

  void write(JsonGenerator json, String member) throws IOException {
    json.writeObjectFieldStart(member);
    json.writeStringField("kind", kind);
    json.writeStringField("id", id);
    if (!model.isEmpty()) {
      json.writeStringField("model", model);
    }
    if (!onBehalfOf.isEmpty()) {
      json.writeStringField("on_behalf_of", onBehalfOf);
    }
    json.writeEndObject();
  }
}
