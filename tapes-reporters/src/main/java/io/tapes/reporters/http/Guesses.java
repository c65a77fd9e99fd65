package io.tapes.reporters.http;

import io.tapes.Clock;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows down who guesses passwords: after ten wrong ones an address has one try a second, and what
 * comes faster is refused without a look at it. Belongs to the event loop.
 */
final class Guesses {
  /** Wrong credentials that are looked at in any time, such as those of a typist. */
  static final int AT_ONCE = 10;

  /** After which time there is another try. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Addresses that are remembered; the one that failed longest ago is forgotten first. */
  private static final int ADDRESSES = 1000;

  private final Clock clock;

  /** Until when all tries of an address are used up if none is made meanwhile, in nanoseconds. */
  private final Map<ByteBuffer, Long> usedUntil =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
          return size() > ADDRESSES;
        }
      };

  Guesses(Clock clock) {
    this.clock = clock;
  }

  /** Whether credentials from there are looked at now. */
  boolean mayTry(InetAddress from) {
    Long until = usedUntil.get(network(from));
    return until == null || until - clock.nanoTime() <= (AT_ONCE - 1) * PAUSE_NANOS;
  }

  /** Takes note of wrong ones. */
  void failed(InetAddress from) {
    ByteBuffer network = network(from);
    long now = clock.nanoTime();
    Long until = usedUntil.remove(network); // and to the end, as the one that failed last
    long start = until == null || until - now < 0 ? now : until;
    usedUntil.put(network, start + PAUSE_NANOS);
  }

  /** A client that has one address of IPv6 has its whole network of 64 bits. */
  private static ByteBuffer network(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address ? bytes.limit(8) : bytes;
  }
}
