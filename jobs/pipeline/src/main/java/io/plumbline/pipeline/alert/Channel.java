package io.plumbline.pipeline.alert;

import java.io.IOException;

/** A way to tell somebody. */
interface Channel {

  /** What may be printed of it. */
  String shown();

  /**
   * Tells.
   *
   * @throws IOException when it was not taken; without secrets in its message
   */
  void send(Message message) throws IOException;
}
