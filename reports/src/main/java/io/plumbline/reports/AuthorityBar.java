package io.plumbline.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who approved the decisions of one domain, as a bar 100 wide.
 *
 * @param domain the domain
 * @param segments classes that occur, from human with sight to unknown
 * @param decisions how many decisions
 * @param bounds share decided by a human with sight of the change: unknowns counted against it, and
 *     for it
 * @param described the whole bar in words
 */
public record AuthorityBar(
    Page.Authority domain,
    List<Segment> segments,
    long decisions,
    String bounds,
    String described) {

  /** Approver classes in the order of the bar, with what a reader calls them. */
  public static final List<Kind> KINDS =
      List.of(
          new Kind("sight", "human with sight"),
          new Kind("nominal", "human, nominal"),
          new Kind("reviewer", "AI reviewer"),
          new Kind("policy", "standing policy"),
          new Kind("nobody", "nobody"),
          new Kind("unknown", "unknown"));

  /**
   * An approver class.
   *
   * @param style style class
   * @param words what a reader calls it
   */
  public record Kind(String style, String words) {}

  /**
   * A piece of the bar.
   *
   * @param kind approver class
   * @param at where it begins
   * @param width how wide it is
   * @param count decisions in it
   * @param share its share in percent
   */
  public record Segment(Kind kind, String at, String width, long count, String share) {}

  /** The bar of a domain. */
  public static AuthorityBar of(Page.Authority domain) {
    long decisions = domain.decisions();
    long[] counts = {
      domain.humanWithSight(),
      domain.humanNominal(),
      domain.aiReviewer(),
      domain.standingPolicy(),
      domain.none(),
      domain.unknown()
    };
    List<Segment> segments = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        segments.add(
            new Segment(
                KINDS.get(i),
                hundredths(before, decisions),
                hundredths(counts[i], decisions),
                counts[i],
                Figures.share(counts[i], decisions)));
      }
      before = Math.addExact(before, counts[i]);
    }
    String described =
        segments.stream()
            .map(s -> s.kind().words() + " " + s.share())
            .collect(Collectors.joining(", "));
    return new AuthorityBar(
        domain,
        List.copyOf(segments),
        decisions,
        bounds(domain, decisions),
        described.isEmpty() ? "no decisions" : described);
  }

  private static String bounds(Page.Authority domain, long decisions) {
    if (decisions == 0) {
      return "no decisions";
    }
    String least = Figures.share(domain.humanWithSight(), decisions);
    String most =
        Figures.share(Math.addExact(domain.humanWithSight(), domain.unknown()), decisions);
    return least.equals(most) ? least : least.replace(" %", "") + " to " + most;
  }

  private static String hundredths(long part, long whole) {
    return BigDecimal.valueOf(part)
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
