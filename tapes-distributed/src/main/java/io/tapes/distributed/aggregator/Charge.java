package io.tapes.distributed.aggregator;

/** What one thing takes of a {@link MemoryBudget}, and gives back once. The I/O thread. */
final class Charge {
  private final MemoryBudget budget;
  private long bytes;

  private Charge(MemoryBudget budget, long bytes) {
    this.budget = budget;
    this.bytes = bytes;
  }

  /** Takes so many bytes, whether there are as many or not. */
  static Charge of(MemoryBudget budget, long bytes) {
    budget.add(bytes);
    return new Charge(budget, bytes);
  }

  void add(long more) {
    bytes += more;
    budget.add(more);
  }

  /** Gives everything back. */
  void release() {
    budget.add(-bytes);
    bytes = 0;
  }
}
