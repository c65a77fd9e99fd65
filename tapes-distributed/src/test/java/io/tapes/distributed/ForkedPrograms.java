package io.tapes.distributed;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What the tests of {@link ForkedJvm} run in JVMs of their own. */
final class ForkedPrograms {
  private ForkedPrograms() {}

  /** Exits with the status that is its argument. */
  static final class Exits {
    public static void main(String[] args) {
      System.exit(Integer.parseInt(args[0]));
    }
  }

  /** Fails, unless it has an argument. */
  static final class Throws {
    public static void main(String[] args) {
      if (args.length == 0) {
        throw new IllegalStateException("thrown by the program");
      }
    }
  }

  /** Prints each argument on a line, in brackets. */
  static final class PrintsArguments {
    public static void main(String[] args) {
      for (String arg : args) {
        System.out.println("[" + arg + "]");
      }
    }
  }

  /** Prints lines of one letter, 200 to a line, a few letters at a time; the last has no end. */
  static final class PrintsLines {
    public static void main(String[] args) {
      int lines = Integer.parseInt(args[1]);
      for (int line = 0; line < lines; line++) {
        for (int part = 0; part < 20; part++) {
          System.out.print(args[0].repeat(10));
          System.out.flush();
        }
        if (line < lines - 1) {
          System.out.println();
        }
      }
    }
  }

  /** Prints a word to stdout and one to stderr, and what its standard input holds. */
  static final class PrintsBoth {
    public static void main(String[] args) throws IOException {
      System.out.println("out");
      System.err.println("err");
      System.out.println("stdin " + System.in.read());
    }
  }

  /** Runs until it is told to end, and says so. */
  static final class SaysGoodbye {
    public static void main(String[] args) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }

  /** Cannot be ended in good order. */
  static final class NeverEnds {
    public static void main(String[] args) throws InterruptedException {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }

  /** Starts a child that never ends, prints its process id, and waits. */
  static final class Parent {
    public static void main(String[] args) throws IOException, InterruptedException {
      ForkedJvm child =
          ForkedJvm.builder(NeverEnds.class).closeTimeout(Duration.ofHours(1)).start();
      System.out.println("child " + child.pid());
      new CountDownLatch(1).await();
    }
  }

  /** Prints a system property. */
  static final class PrintsProperty {
    public static void main(String[] args) {
      System.out.println(System.getProperty(args[0]));
    }
  }

  /** Starts {@link PrintsProperty} for its own argument. */
  static final class ForksPrintsProperty {
    public static void main(String[] args) throws IOException, InterruptedException {
      try (ForkedJvm child = ForkedJvm.builder(PrintsProperty.class).args(args).start()) {
        child.waitFor();
      }
    }
  }
}
