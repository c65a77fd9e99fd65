package io.tapes.reporters.delivery;

import io.tapes.Series;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Series that are gone and of which the backend has still to hear that.
 *
 * <p>One thread at a time may use an instance.
 */
final class Withdrawals {
  private final LineFormat format;

  /** Gone series, each with the number of the line that says so. */
  private List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Series gone, long line) {}

  Withdrawals(LineFormat format) {
    this.format = format;
  }

  /**
   * Writes what is not said yet, except where another series has taken the identity.
   *
   * @param gone what was there in the last report and is not in this one
   * @param out takes the lines
   * @param sent how many lines have been given to the transport
   */
  void write(List<Series> gone, Identities identities, LineSink out, LongSupplier sent)
      throws IOException {
    List<Waiting> all = new ArrayList<>(waiting);
    gone.forEach(series -> all.add(new Waiting(series, Long.MAX_VALUE)));
    all.removeIf(one -> identities.isTaken(one.gone()));
    waiting = all;
    for (int i = 0; i < all.size(); i++) {
      long before = sent.getAsLong();
      format.withdraw(all.get(i).gone(), out);
      long after = sent.getAsLong();
      all.set(i, new Waiting(all.get(i).gone(), after == before ? 0 : after)); // 0: nothing to say
    }
  }

  /**
   * Forgets what has been said.
   *
   * @param lines how many lines have left the transport
   */
  void left(long lines) {
    waiting.removeIf(one -> one.line() <= lines);
  }
}
