package io.plumbline.reports;

import io.plumbline.findings.Effect;
import java.util.OptionalDouble;

/**
 * An effect as published.
 *
 * @param name what it is
 * @param value the estimate, empty when undefined
 * @param lower lower end of its interval, empty when unbounded
 * @param upper upper end of its interval, empty when unbounded
 * @param level coverage of the interval, in (0, 1)
 * @param unit its unit
 */
public record ReportEffect(
    String name,
    OptionalDouble value,
    OptionalDouble lower,
    OptionalDouble upper,
    double level,
    Effect.Unit unit) {

  public ReportEffect {
    Valid.text("effect name", name);
    value = Valid.number("effect value", value);
    lower = Valid.number("effect lower", lower);
    upper = Valid.number("effect upper", upper);
    level = Valid.number("effect level", level);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("Invalid effect level: " + level + " (must be in (0, 1))");
    }
    if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble()) {
      throw new IllegalArgumentException(
          "Invalid effect interval: ["
              + lower.getAsDouble()
              + ", "
              + upper.getAsDouble()
              + "] (must be ordered)");
    }
  }

  /** The same effect, as published. */
  public static ReportEffect of(Effect effect) {
    return new ReportEffect(
        effect.name(),
        effect.value(),
        effect.interval().lower(),
        effect.interval().upper(),
        effect.interval().level(),
        effect.unit());
  }
}
