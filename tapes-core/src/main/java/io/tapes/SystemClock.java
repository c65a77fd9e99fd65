package io.tapes;

/** The clock of the running system. A named class, so that the JIT sees one implementation. */
final class SystemClock implements Clock {
  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public String toString() {
    return "Clock.SYSTEM";
  }
}
