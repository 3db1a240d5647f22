package io.plumbline.findings;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The verdict on one question on a night.
 *
 * @param question the question
 * @param verdict its verdict
 * @param sentence why, in one sentence made from numbers
 * @param effect the effect the verdict rests on
 * @param logE log e-value of that effect
 * @param margin its declared margin
 * @param mde80 the smallest effect that would have been found with 80 % power
 * @param changedSincePrevious whether the verdict differs from the night before
 */
public record Answer(
    Question question,
    Verdict verdict,
    String sentence,
    Optional<Effect> effect,
    OptionalDouble logE,
    OptionalDouble margin,
    OptionalDouble mde80,
    boolean changedSincePrevious) {}
