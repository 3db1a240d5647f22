package io.plumbline.stats;

/**
 * A selection from a finite pool, every unit counted once: kernel H, the default.
 *
 * <p>{@code D(theta) = log P_psi(x) / P_1(x)} of Fisher's noncentral hypergeometric distribution:
 * conditional on the margins, exact, free of any baseline. Units are one representative per
 * cluster, fixed before the selection was read. A selection of everything or nothing, and an
 * attribute that all or none have, say nothing. Above 20,000 in the smallest margin the binomial
 * form of {@link ShareBlock} is used, which is valid and close there.
 *
 * <p>Source: Cornfield 1956; Hoeffding 1963 (JASA 58:13, theorem 4) for the binomial form.
 *
 * @param poolTotal units offered
 * @param poolWithAttribute units offered that have the attribute
 * @param selected units selected
 * @param selectedWithAttribute units selected that have the attribute
 */
public record PoolBlock(
    long poolTotal, long poolWithAttribute, long selected, long selectedWithAttribute)
    implements TiltBlock {

  public PoolBlock {
    Counts.nonNegative("pool", poolTotal);
    Counts.atMost("pool with attribute", poolWithAttribute, poolTotal);
    Counts.nonNegative("selected", selected);
    Counts.atMost("selected with attribute", selectedWithAttribute, selected);
  }

  /** Whether the selection could have come from the pool. */
  public boolean isPossible() {
    return selected <= poolTotal
        && selectedWithAttribute <= poolWithAttribute
        && selected - selectedWithAttribute <= poolTotal - poolWithAttribute;
  }

  @Override
  public TiltSum evidence() {
    if (!isPossible()) {
      return BlockEvidence.mismatched();
    }
    double share = poolTotal == 0 ? 0 : (double) poolWithAttribute / poolTotal;
    double expected = selected * share;
    long spread =
        Math.min(
            Math.min(poolWithAttribute, poolTotal - poolWithAttribute),
            Math.min(selected, poolTotal - selected));
    if (spread == 0) {
      return BlockEvidence.uninformative().hits(selectedWithAttribute, expected, 0).sum();
    }
    double[] logRatios =
        spread > NoncentralHypergeometric.WIDEST
            ? ShareBlock.logRatios(selected, selectedWithAttribute, share)
            : NoncentralHypergeometric.of(poolTotal, poolWithAttribute, selected)
                .logRatios(selectedWithAttribute);
    double variance = expected * (1 - share) * (poolTotal - selected) / (double) (poolTotal - 1);
    return BlockEvidence.informative(selected, logRatios)
        .hits(selectedWithAttribute, expected, variance)
        .table(
            selectedWithAttribute,
            selected - selectedWithAttribute,
            poolWithAttribute - selectedWithAttribute,
            poolTotal - poolWithAttribute - (selected - selectedWithAttribute),
            1)
        .sum();
  }
}
