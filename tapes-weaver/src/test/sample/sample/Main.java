package sample;

import io.tapes.Tapes;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Does a known amount of work, and prints what was counted. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    shapes();
    Work work = new Work();
    methods(work);
    stages(work);
    print("", Tapes.getStats(), new TreeMap<>()).forEach((k, v) -> System.out.println(k + " " + v));
    java.lang.ref.Reference.reachabilityFence(work);
  }

  private static void shapes() {
    new Shapes.Circle(1).describe();
    Shapes.Shape.unit().describe();
    Shapes.Shape.unit().describe();
    check("radius -1.0", () -> new Shapes.Circle(-1));
    for (Shapes.Level level : Shapes.Level.values()) {
      level.weight();
    }
    Shapes.Everything everything = new Shapes.Everything();
    everything.one();
    everything.four();
    Shapes.Everything.unmetered();
  }

  private static void methods(Work work) {
    Work.fibonacci(5);
    work.sync("x", 1L, 2.0);
    for (int how = 0; how < 3; how++) {
      int way = how;
      check(new String[] {null, "one", "java.lang.IllegalStateException: two"}[how], () -> work.fails(way));
    }
    work.sum(1, 2, 3);
    work.argument(1.5, 512L);
    work.real();
    work.boxed();
    work.choose("a");
    work.choose("b");
    work.choose(3);
    work.empty();
    check("always", () -> {
      work.onlyThrows();
      return null;
    });
    Work.Handler users = new Work.Users();
    users.handle("a");
    users.handle("b");
    new Work.Orders().handle("c");
  }

  private static void stages(Work work) {
    CompletionStage<String> stage = work.stage(false);
    if (stage != work.pending || work.future() != work.pending) {
      throw new AssertionError("another stage");
    }
    if (count("work.stage") != 0 || count("work.future") != 0) {
      throw new AssertionError("counted before it was completed");
    }
    work.pending.complete("done");
    work.stage(true);
  }

  private static double count(String name) {
    return Tapes.registry().snapshot().number(name + ".count");
  }

  private interface Action {
    Object run() throws IOException;
  }

  private static void check(String message, Action action) {
    String thrown = null;
    try {
      action.run();
    } catch (IOException | RuntimeException e) {
      thrown = e.getMessage();
      if (!e.getStackTrace()[0].getFileName().matches("(Work|Shapes).java")
          || e.getStackTrace()[0].getLineNumber() < 1) {
        throw new AssertionError("another stack trace", e);
      }
    }
    if (!java.util.Objects.equals(message, thrown)) {
      throw new AssertionError(message + " is not " + thrown);
    }
  }

  /** Counts, values and what was recorded; no times. */
  private static Map<String, Object> print(String path, Map<?, ?> node, Map<String, Object> all) {
    node.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> child) {
            print(path + key + ".", child, all);
          } else if (key.equals("count")
              || key.equals("value")
              || key.equals("max") && path.matches("work.(result|length|real|boxed).")) {
            all.put(path + key, value);
          }
        });
    return all;
  }
}
