package io.plumbline.datasets.lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a real log that are no record: writes cut short and then retried, stray output. */
final class Malformed {

  private static final double CUT_SHORT = 0.0006;
  private static final double LARGEST_SHARE = 0.0045;

  private static final List<String> STRAY =
      List.of(
          "log collector restarted, position recovered",
          "{\"specversion\":\"1.0\",\"source\":\"/lab/heartbeat\",\"type\":\"io.plumbline.decision.v1\",\"data\":{}}",
          "{\"specversion\":\"1.0\",\"id\":17,\"source\":\"/lab/heartbeat\",\"type\":\"io.plumbline.behaviour.v1\",\"data\":\"ok\"}");

  private Malformed() {}

  /** Puts malformed lines between the good ones, none of which is lost, and says how many. */
  static int into(List<byte[]> lines, long seed, String file) {
    int allowed = (int) (lines.size() * LARGEST_SHARE);
    if (allowed == 0) {
      return 0;
    }
    List<byte[]> all = new ArrayList<>(lines.size() + allowed);
    Draws draws = Draws.of(seed, "malformed/" + file, 0);
    int stray = draws.chance(0.25) ? draws.below(lines.size()) : -1;
    int added = 0;
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i);
      if (i == stray) {
        all.add((draws.pick(STRAY) + "\n").getBytes(StandardCharsets.UTF_8));
        added++;
      } else if (draws.chance(CUT_SHORT) && added < allowed) {
        byte[] cut = Arrays.copyOf(line, (int) (line.length * draws.uniform(0.3, 0.9)) + 1);
        cut[cut.length - 1] = '\n';
        all.add(cut);
        added++;
      }
      all.add(line);
    }
    lines.clear();
    lines.addAll(all);
    return added;
  }
}
