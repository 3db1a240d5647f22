package io.plumbline.detect;

import io.plumbline.findings.Hypothesis;
import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Direction;
import io.plumbline.stats.EMixture;
import io.plumbline.stats.TiltSum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * One scope of a hypothesis about one attribute, each of whose values is tested against the rest.
 *
 * <p>With one value by construction the claim is about that value alone. Otherwise the values seen
 * on the first night share four fifths of the wealth equally, and the k-th that appears later has
 * {@code 1/(k (k + 1))} of the last fifth: an average of e-processes with weights that were fixed
 * when a value first occurred in a pool. Values beyond the first fifty of a night are not told from
 * the rest.
 */
final class Claim {

  /** Most values that are tested apart on the first night, and most that may be added later. */
  static final int VALUES = 50;

  private static final double INITIAL_SHARE = 0.8;

  /** One value of the attribute. */
  record Value(String name, int order, boolean isInitial, TiltState state) {

    private Value with(TiltState other) {
      return new Value(name, order, isInitial, other);
    }
  }

  /** How many values a claim may have. */
  enum Width {
    /** One, by construction. */
    ONE,
    /** Those that occur. */
    MANY
  }

  private final Terms terms;
  private final Labels scope;
  private final List<Value> values = new ArrayList<>();

  Claim(Terms terms, Labels scope) {
    this.terms = terms;
    this.scope = scope;
  }

  Terms terms() {
    return terms;
  }

  Hypothesis hypothesis() {
    return terms.hypothesis();
  }

  Labels scope() {
    return scope;
  }

  List<Value> values() {
    return List.copyOf(values);
  }

  /** Restores a value that was stored, where the claim is about it; in any order. */
  void restore(String name, Fold fold) {
    if (!terms.isAbout(name)) {
      return;
    }
    double[] numbers = fold.numbers();
    double[] state = new double[numbers.length - 2];
    System.arraycopy(numbers, 2, state, 0, state.length);
    values.add(new Value(name, (int) numbers[0], numbers[1] == 1, TiltState.of(state)));
    values.sort(Comparator.comparingInt(Value::order));
  }

  /** Registers values that occur in a pool tonight and did not before, in the order given. */
  void register(List<String> names, LocalDate night) {
    boolean isFirst = values.isEmpty();
    Set<String> known = new HashSet<>();
    values.forEach(value -> known.add(value.name));
    long later = values.stream().filter(value -> !value.isInitial).count();
    for (String name : names) {
      boolean hasRoom = isFirst ? values.size() < VALUES : later < VALUES;
      if (hasRoom && terms.isAbout(name) && known.add(name)) {
        values.add(
            new Value(name, values.size() + 1, isFirst, TiltState.start(night, terms.margin())));
        later += isFirst ? 0 : 1;
      }
    }
  }

  /** One night: every value gets its evidence of tonight, or none. */
  void night(Map<String, TiltSum> tonight, LocalDate night, LocalDate yearStart, LocalDate closed) {
    values.replaceAll(
        value ->
            value.with(
                value
                    .state
                    .begun(night, yearStart, closed, terms.margin())
                    .night(tonight.getOrDefault(value.name, TiltSum.NONE))));
  }

  Fold fold(Value value) {
    double[] state = value.state.numbers();
    double[] numbers = new double[state.length + 2];
    numbers[0] = value.order;
    numbers[1] = value.isInitial ? 1 : 0;
    System.arraycopy(state, 0, numbers, 2, state.length);
    return Fold.of(numbers);
  }

  /** Share of the claim's wealth that is on this value. */
  double weight(Value value) {
    if (terms.width() == Width.ONE) {
      return 1;
    }
    long initial = values.stream().filter(Value::isInitial).count();
    if (value.isInitial) {
      return INITIAL_SHARE / initial;
    }
    long k = value.order - initial;
    return (1 - INITIAL_SHARE) / ((double) k * (k + 1));
  }

  private double[] weights() {
    return values.stream().mapToDouble(this::weight).toArray();
  }

  private double mixed(ToDoubleFunction<Value> logE) {
    return EMixture.log(weights(), values.stream().mapToDouble(logE).toArray());
  }

  private Direction direction() {
    return terms.hypothesis().direction().tilt();
  }

  /** What the pager goes by. */
  double logE() {
    return mixed(value -> value.state.process().logPager(direction()));
  }

  /** The same over all years, without restarts; empty in the first year. */
  OptionalDouble logELifetime() {
    return values.stream().allMatch(value -> value.state.isInFirstYear())
        ? OptionalDouble.empty()
        : OptionalDouble.of(mixed(value -> value.state.lifetime().logMixture(direction())));
  }

  /** Against tilts inside the margin. */
  OptionalDouble logEMargin() {
    return OptionalDouble.of(
        mixed(value -> value.state.process().logBeyondRope(direction()).orElse(0)));
  }

  /** The value with the most evidence, the first of equals. */
  Value top() {
    Value top = values.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (Value value : values) {
      double logE = value.state.process().logPager(direction());
      if (logE > most) {
        most = logE;
        top = value;
      }
    }
    return top;
  }
}
