package io.plumbline.stats;

import java.util.Arrays;

/**
 * One choice set: its rows' attributes, how many were chosen and the sum of what was chosen.
 *
 * @param members the rows' places in the data
 * @param x attributes by row
 * @param chosen how many rows were chosen
 * @param sum the chosen rows' attributes, added up
 */
record ChoiceSet(int[] members, double[][] x, int chosen, double[] sum) {

  static ChoiceSet of(int[] members, double[][] all, boolean[] isChosen) {
    double[][] x =
        Arrays.stream(members).mapToObj(row -> all[row].clone()).toArray(double[][]::new);
    double[] sum = new double[x[0].length];
    int chosen = 0;
    for (int i = 0; i < members.length; i++) {
      if (isChosen[members[i]]) {
        chosen++;
        for (int a = 0; a < sum.length; a++) {
          sum[a] += x[i][a];
        }
      }
    }
    return new ChoiceSet(members, x, chosen, sum);
  }

  boolean isInformative() {
    return chosen > 0 && chosen < x.length;
  }

  /** The cluster of the set's rows. */
  int clusterIn(int[] cluster) {
    int first = cluster[members[0]];
    for (int row : members) {
      if (cluster[row] != first) {
        throw new IllegalArgumentException(
            "Invalid clusters: "
                + first
                + " and "
                + cluster[row]
                + " share a choice set (must hold whole sets)");
      }
    }
    return first;
  }

  /**
   * Log-likelihood, score and information of the set. Row by row, for every number c of rows taken
   * so far: the log of the summed odds of all choices of c, and the mean and covariance of the
   * chosen attributes' sum over these choices.
   */
  Newton.Point at(double[] beta) {
    int k = beta.length;
    double[] logTotal = new double[chosen + 1];
    double[][] mean = new double[chosen + 1][k];
    double[][][] covariance = new double[chosen + 1][k][k];
    Arrays.fill(logTotal, Double.NEGATIVE_INFINITY);
    logTotal[0] = 0;
    for (int i = 0; i < x.length; i++) {
      double eta = WorkingFit.predictor(x[i], beta);
      // Choices that could no longer be completed from the rows left are not needed.
      int fewest = Math.max(1, chosen - (x.length - 1 - i));
      for (int c = Math.min(chosen, i + 1); c >= fewest; c--) {
        double with = logTotal[c - 1] + eta;
        double high = Math.max(logTotal[c], with);
        double both = high + Math.log1p(Math.exp(-Math.abs(logTotal[c] - with)));
        double taken = Math.exp(with - both);
        mix(mean, covariance, c, x[i], taken);
        logTotal[c] = both;
      }
    }
    double[] gradient = new double[k];
    for (int a = 0; a < k; a++) {
      gradient[a] = sum[a] - mean[chosen][a];
    }
    double value = WorkingFit.predictor(sum, beta) - logTotal[chosen];
    return new Newton.Point(value, gradient, covariance[chosen]);
  }

  /** Choices of c either leave the row, as before, or take it beside a choice of c-1. */
  private static void mix(
      double[][] mean, double[][][] covariance, int c, double[] row, double taken) {
    int k = row.length;
    double[] apart = new double[k];
    for (int a = 0; a < k; a++) {
      apart[a] = mean[c - 1][a] + row[a] - mean[c][a];
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        covariance[c][a][b] =
            (1 - taken) * covariance[c][a][b]
                + taken * covariance[c - 1][a][b]
                + taken * (1 - taken) * apart[a] * apart[b];
      }
    }
    for (int a = 0; a < k; a++) {
      mean[c][a] += taken * apart[a];
    }
  }
}
