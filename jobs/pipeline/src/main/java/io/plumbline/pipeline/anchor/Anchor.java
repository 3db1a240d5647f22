package io.plumbline.pipeline.anchor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A place outside the lake where roots of nights are left, and from which some can be read. */
interface Anchor {

  /**
   * Every root that was left here, in the order in which they were; empty where it cannot be asked.
   *
   * @throws IOException when it cannot be read
   */
  Optional<List<AnchoredRoot>> roots() throws IOException;

  /**
   * Leaves roots here, after what is here already.
   *
   * @throws IOException when they did not arrive
   */
  void leave(List<AnchoredRoot> roots) throws IOException;
}
