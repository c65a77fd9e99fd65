package io.tapes.distributed.fork;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Where a forked JVM starts: ties its life to its parent's, then runs the main class proper. */
final class ForkedMain {
  private ForkedMain() {}

  /**
   * Runs in the child.
   *
   * @param args the argument file or {@link ForkedCommand#NO_FILE}, the main class, its arguments
   * @throws Throwable what the main class throws, so that the JVM treats it as always
   */
  public static void main(String[] args) throws Throwable {
    haltWithParent();
    if (!args[0].equals(ForkedCommand.NO_FILE)) {
      // Removed by the reader: the parent may have died by then.
      Files.deleteIfExists(Path.of(args[0]));
    }
    Method main = Class.forName(args[1]).getMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void haltWithParent() {
    InputStream pipe = new FileInputStream(FileDescriptor.in);
    System.setIn(InputStream.nullInputStream());
    Thread watch = new Thread(() -> awaitEnd(pipe), "tapes-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream pipe) {
    try {
      while (pipe.read() >= 0) {
        // Nothing is said here; only the end counts.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
    // No shutdown hooks: they would talk to a parent that is gone, and might wait for it.
    Runtime.getRuntime().halt(1);
  }
}
