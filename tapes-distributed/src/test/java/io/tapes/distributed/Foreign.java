package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.files.ProcessUser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files and processes of other users, which only root can make. */
public final class Foreign {
  /** A user and a group without a name. */
  public static final int SOMEBODY = 12_345;

  private Foreign() {}

  /** Skips the test, or fails it where everything is required, unless this is root. */
  public static void requireRoot() {
    require(ProcessUser.isKnown() && ProcessUser.id() == 0, "other users can only be had by root");
  }

  /** Skips the test, or fails it where everything is required. */
  public static void require(boolean there, String reason) {
    if (Boolean.getBoolean("tapes.backends.required")) {
      assertTrue(there, reason);
    }
    assumeTrue(there, reason);
  }

  /** Runs a program as that user; what he needs to read must be readable by all. */
  public static List<String> asSomebody() {
    return List.of("setpriv", "--reuid", "" + SOMEBODY, "--regid", "" + SOMEBODY, "--clear-groups");
  }

  /** A copy of the class path that all users may read. */
  public static String classPath(Path folder) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = folder.resolve(copies.size() + "-" + from.getFileName());
      copies.add(to.toString());
      try (Stream<Path> tree = Files.exists(from) ? Files.walk(from) : Stream.of()) {
        for (Path each : tree.toList()) {
          Path copy = to.resolve(from.relativize(each).toString());
          Files.copy(each, each.equals(from) ? to : copy);
        }
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  public static void giveAway(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
  }
}
