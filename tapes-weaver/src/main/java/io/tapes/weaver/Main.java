package io.tapes.weaver;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command: weaves folders of class files and jars, and prints what is metered in them.
 *
 * <p>It is run once by one thread.
 */
public final class Main {
  private static final String USAGE =
      """
      Usage: java -jar tapes-weaver.jar weave PATH...   weaves the classes of folders and jars, in place
             java -jar tapes-weaver.jar list PATH...    prints what is metered in them
      """;

  private Main() {}

  /**
   * Runs the command, and ends the JVM with its exit code.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs the command.
   *
   * @param out for results
   * @param err for what went wrong
   * @param args see the usage
   * @return 0 if everything was done, 1 if not, 2 if the command line is wrong
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    List<Path> paths = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      Path path = Path.of(args[i]);
      if (!Files.exists(path)) {
        err.println("'" + path + "' does not exist; name a folder of class files or a jar");
        return 2;
      }
      paths.add(path);
    }
    if (paths.isEmpty() || !(args[0].equals("weave") || args[0].equals("list"))) {
      err.print(USAGE);
      return 2;
    }
    try {
      return args[0].equals("weave") ? weave(paths, out, err) : list(paths, out, err);
    } catch (IOException e) {
      err.println("Tapes weaver: " + e);
      return 1;
    }
  }

  private static int weave(List<Path> paths, PrintStream out, PrintStream err) throws IOException {
    boolean good = true;
    for (Path path : paths) {
      try (ClassStore store = ClassStore.open(path)) {
        StoreWeaving weaving = new StoreWeaving(store);
        good &= weaving.run(err);
        out.println(path + ": " + weaving.summary());
      }
    }
    return good ? 0 : 1;
  }

  private static int list(List<Path> paths, PrintStream out, PrintStream err) throws IOException {
    boolean good = true;
    for (Path path : paths) {
      try (ClassStore store = ClassStore.open(path)) {
        byte[] list = store.read(MeteredList.FILE);
        if (list == null) {
          err.println(path + " has no " + MeteredList.FILE + ": nothing in it is woven");
          good = false;
        } else {
          out.write(list);
        }
      }
    }
    return good ? 0 : 1;
  }
}
