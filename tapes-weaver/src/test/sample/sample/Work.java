package sample;

import io.tapes.annotations.Counted;
import io.tapes.annotations.ExceptionMetered;
import io.tapes.annotations.Gauged;
import io.tapes.annotations.InFlight;
import io.tapes.annotations.Instances;
import io.tapes.annotations.Metered;
import io.tapes.annotations.Recorded;
import io.tapes.annotations.Timed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Methods of every sort. */
class Work {
  private static int depth;
  private final List<Object> items = new ArrayList<>();
  private final Object lock = new Object();
  final CompletableFuture<String> pending = new CompletableFuture<>();

  @Counted("work.new")
  Work() {
    this(7);
  }

  @Timed("work.new.sized")
  Work(@SuppressWarnings("unused") int size) {
    for (int i = 0; i < size; i++) {
      items.add(i);
    }
  }

  @Timed
  private int secret() {
    return 1;
  }

  @Timed("work.static")
  static long fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }

  @Metered
  @Timed("work.sync")
  final synchronized String sync(String text, long wide, double real) {
    synchronized (lock) {
      String all = text + wide + real;
      return all + secret();
    }
  }

  @Timed("work.fails")
  @Metered("work.fails.rate")
  @ExceptionMetered(value = "work.fails.io", cause = IOException.class)
  @InFlight("work.fails.inflight")
  int fails(int how) throws IOException {
    try {
      if (how == 1) {
        throw new IOException("one");
      }
      if (how == 2) {
        throw new IllegalStateException("two");
      }
      return how;
    } catch (IllegalStateException e) {
      throw new UnsupportedOperationException(e);
    } finally {
      depth++;
    }
  }

  @Timed("work.stage")
  @ExceptionMetered("work.stage.exceptions")
  @InFlight("work.stage.inflight")
  CompletionStage<String> stage(boolean fail) {
    return fail ? CompletableFuture.failedFuture(new IOException("later")) : pending;
  }

  @Timed("work.future")
  CompletableFuture<String> future() {
    return pending;
  }

  @Recorded("work.result")
  int sum(int... values) {
    int sum = 0;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }

  @Recorded(value = "work.length", argument = 1)
  void argument(double first, long length) {
    items.add(first + length);
  }

  @Recorded("work.real")
  float real() {
    return 3f;
  }

  @Recorded("work.boxed")
  Integer boxed() {
    return 42;
  }

  @Gauged(value = "work.items", instances = Instances.SUM)
  private int size() {
    return items.size();
  }

  @Gauged("work.depth")
  static int depth() {
    return depth;
  }

  @Counted("work.switch")
  String choose(Object value) {
    switch (value.toString()) {
      case "a":
        return "A";
      case "b":
        {
          long wide = 3;
          return "B" + wide;
        }
      default:
        for (int i = 0; ; i++) {
          if (i > 3) {
            return "many" + i;
          }
        }
    }
  }

  @Timed("work.empty")
  void empty() {}

  @Timed("work.throws")
  void onlyThrows() {
    throw new IllegalStateException("always");
  }

  abstract static class Handler {
    @Timed("handler.{}.handle")
    String handle(String text) {
      return name() + text;
    }

    abstract String name();
  }

  static class Users extends Handler {
    @Override
    String name() {
      return "users ";
    }
  }

  static class Orders extends Handler {
    @Override
    String name() {
      return "orders ";
    }
  }
}
