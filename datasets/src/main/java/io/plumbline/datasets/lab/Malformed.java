package io.plumbline.datasets.lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The lines of a real log that are no record: writes cut short and then retried, stray output.
 *
 * @param seed seed of the lab
 * @param lines how many good lines the file has; it gets at most {@value #LARGEST_SHARE} of that
 */
record Malformed(long seed, int lines) {

  private static final double CUT_SHORT = 0.0006;
  private static final double STRAY = 0.0002;
  private static final double LARGEST_SHARE = 0.0045;

  private static final List<String> OUTPUT =
      List.of(
          "log collector restarted, position recovered",
          "{\"specversion\":\"1.0\",\"source\":\"/lab/heartbeat\","
              + "\"type\":\"io.plumbline.decision.v1\",\"data\":{}}",
          "{\"specversion\":\"1.0\",\"id\":17,\"source\":\"/lab/heartbeat\","
              + "\"type\":\"io.plumbline.behaviour.v1\",\"data\":\"ok\"}");

  /**
   * The good lines, none of which is lost, with malformed ones between them.
   *
   * @param good id and text of each line, in order
   */
  List<byte[]> among(List<Map.Entry<String, byte[]>> good) {
    int allowed = (int) (lines * LARGEST_SHARE);
    List<byte[]> all = new ArrayList<>(lines + allowed);
    for (Map.Entry<String, byte[]> line : good) {
      double u = allowed == 0 ? 1 : Draws.fraction(seed, "malformed/" + line.getKey());
      if (u < CUT_SHORT + STRAY) {
        allowed--;
        all.add(u < CUT_SHORT ? cut(line) : stray(line.getKey()));
      }
      all.add(line.getValue());
    }
    return all;
  }

  private byte[] cut(Map.Entry<String, byte[]> line) {
    double share = 0.3 + 0.6 * Draws.fraction(seed, "cut/" + line.getKey());
    byte[] cut = Arrays.copyOf(line.getValue(), (int) (line.getValue().length * share) + 1);
    cut[cut.length - 1] = '\n';
    return cut;
  }

  private byte[] stray(String id) {
    int which = (int) (OUTPUT.size() * Draws.fraction(seed, "stray/" + id));
    return (OUTPUT.get(which) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
