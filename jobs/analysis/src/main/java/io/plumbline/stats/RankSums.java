package io.plumbline.stats;

/** How often each sum occurs among all choices of a fixed number of given whole numbers. */
final class RankSums {

  private RankSums() {}

  /**
   * The share of choices with each sum from 0 to {@code most}: every number in turn is left out or
   * taken, with the probabilities that make all choices equally likely.
   */
  static double[] shares(long[] numbers, int chosen, int most) {
    double[][] share = new double[chosen + 1][most + 1];
    share[0][0] = 1;
    for (int done = 0; done < numbers.length; done++) {
      int number = Math.toIntExact(numbers[done]);
      // Row c holds choices of c among the first ones, as a share of all choices of c among them.
      for (int c = Math.min(chosen, done + 1); c >= 0; c--) {
        double taken = c / (done + 1.0);
        double left = 1 - taken;
        for (int sum = most; sum >= 0; sum--) {
          double with = c > 0 && sum >= number ? share[c - 1][sum - number] : 0;
          share[c][sum] = left * share[c][sum] + taken * with;
        }
      }
    }
    return share[chosen];
  }
}
