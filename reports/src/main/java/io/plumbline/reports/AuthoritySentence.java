package io.plumbline.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How far people kept decision authority, in one sentence of page 1.
 *
 * <p>It follows from the counts by domain and class of approver alone, which {@code plumbline
 * verify} recomputes: decisions of unknown authority count against people in the worst case, for
 * them in the best, and move nothing else.
 */
public final class AuthoritySentence {

  private static final int NAME = 30;

  private AuthoritySentence() {}

  /** The sentence about these domains; about none where there are none. */
  public static String of(List<Page.Authority> domains) {
    long all = domains.stream().mapToLong(Page.Authority::decisions).sum();
    if (all == 0) {
      return "No decisions were recorded in the period, so nothing can be said about who made them.";
    }
    long sight = domains.stream().mapToLong(Page.Authority::humanWithSight).sum();
    long unknown = domains.stream().mapToLong(Page.Authority::unknown).sum();
    Page.Authority least =
        domains.stream()
            .filter(domain -> domain.decisions() > 0)
            .min(
                Comparator.comparing(AuthoritySentence::share)
                    .thenComparing(Page.Authority::domain))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "Of %,d %s in %,d %s a person with sight of the change decided %s; least in %s, %s.",
        all,
        all == 1 ? "decision" : "decisions",
        domains.size(),
        domains.size() == 1 ? "domain" : "domains",
        bounds(sight, unknown, all),
        Shown.brief(Words.name(least.domain()), NAME),
        AuthorityBar.of(least).bounds());
  }

  /** Worst and best case; one number where they read the same. */
  private static String bounds(long sight, long unknown, long all) {
    String least = Figures.share(sight, all);
    String most = Figures.share(Math.addExact(sight, unknown), all);
    return least.equals(most)
        ? String.format(
            Locale.ROOT,
            "%s (%,d; %s of unknown authority)",
            least,
            sight,
            unknown == 0 ? "none" : String.format(Locale.ROOT, "%,d", unknown))
        : String.format(
            Locale.ROOT,
            "at least %s (worst case, %,d) and at most %s (best case, %,d of unknown authority"
                + " counted for it)",
            least,
            sight,
            most,
            unknown);
  }

  private static BigDecimal share(Page.Authority domain) {
    return BigDecimal.valueOf(domain.humanWithSight())
        .divide(BigDecimal.valueOf(domain.decisions()), MathContext.DECIMAL64);
  }
}
