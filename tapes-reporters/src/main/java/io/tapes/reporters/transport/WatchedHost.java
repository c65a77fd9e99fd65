package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The address of a host, looked up by a thread of its own every minute while it is asked for, and
 * every second while it is not known. An address that is none of the host's any more is replaced.
 */
final class WatchedHost {
  private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final boolean isAddress;
  private final Clock clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile @Nullable InetAddress address;
  private volatile long lookedUpNanos;

  WatchedHost(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.isAddress = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    this.lookedUpNanos = clock.nanoTime() - KNOWN_NANOS;
  }

  String name() {
    return name;
  }

  /** The last address that is known; null if none is. Does not wait. */
  @Nullable InetAddress address() {
    InetAddress known = address;
    if (isAddress) {
      if (known == null) {
        lookUpNow(); // asks no server
      }
      return address;
    }
    long age = clock.nanoTime() - lookedUpNanos;
    if (age >= (known == null ? UNKNOWN_NANOS : KNOWN_NANOS)
        && looking.compareAndSet(false, true)) {
      Thread thread = new Thread(this::lookUp, "tapes-udp-look-up");
      thread.setDaemon(true);
      thread.start();
    }
    return known;
  }

  /** Looks it up in this thread. */
  void lookUpNow() {
    if (looking.compareAndSet(false, true)) {
      lookUp();
    }
  }

  private void lookUp() {
    try {
      InetAddress[] found = InetAddress.getAllByName(name);
      if (!Arrays.asList(found).contains(address)) {
        address = found[0];
      }
    } catch (UnknownHostException e) {
      // what cannot be looked up has not moved
    } finally {
      lookedUpNanos = clock.nanoTime();
      looking.set(false);
    }
  }
}
