package io.tapes.reporters.http;

/**
 * Whether a client reads an answer fast enough. Within each period it must take 64 KiB a second, or
 * the rest if that is less: a client that drips holds a connection no longer than one that does not
 * read at all, and one that is slow but steady gets the whole of a large page.
 *
 * <p>Belongs to the event loop.
 */
final class WriteRate {
  /** A thirtieth of what a slow mobile connection reads. */
  static final long BYTES_PER_SECOND = 64 << 10;

  private final long enough;
  private long taken;

  /** A rate to hold through periods of a length. */
  WriteRate(long periodMillis) {
    this.enough = BYTES_PER_SECOND * periodMillis / 1000;
  }

  /** The client took so many bytes. */
  void took(long bytes) {
    taken += bytes;
  }

  /** Whether the client took enough in the period that ends now. The next one begins. */
  boolean endPeriod() {
    boolean held = taken >= enough;
    taken = 0;
    return held;
  }
}
