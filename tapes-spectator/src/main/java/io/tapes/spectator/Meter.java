package io.tapes.spectator;

import java.nio.charset.StandardCharsets;

/** What all meters have: an id, and the beginning of their lines, made once. Any thread. */
public abstract class Meter {
  private static final byte[] NOTHING = new byte[0];

  private final LineSink lines;
  private final MeterId id;
  private final byte[] head;

  /**
   * Creates a meter.
   *
   * @param type the first field of its lines
   */
  Meter(LineSink lines, MeterId id, String type) {
    this.lines = lines;
    this.id = id;
    this.head =
        id.line().isEmpty()
            ? NOTHING
            : (type + ":" + id.line() + ":").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the id.
   *
   * @return with the common tags
   */
  public final MeterId id() {
    return id;
  }

  /** Sends an update, if it is one that the agent understands as it is meant; else counts it. */
  final void sendIf(boolean understood, NumberForm form, long bits) {
    if (understood && head.length > 0) {
      lines.writer().write(head, form, bits);
    } else {
      lines.drop(id);
    }
  }

  final void sendIf(boolean understood, double value) {
    sendIf(understood, NumberForm.DOUBLE, Double.doubleToRawLongBits(value));
  }

  /** Whether it is neither negative nor infinite nor not a number. */
  static boolean isAmount(double value) {
    return value >= 0 && value <= Double.MAX_VALUE;
  }
}
