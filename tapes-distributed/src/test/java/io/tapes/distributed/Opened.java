package io.tapes.distributed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What this process holds: open files, and threads of Tapes and of its socket library. */
final class Opened {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Predicate<String> OURS =
      Pattern.compile("^(tapes-aggregator|tapes-state|tapes-publisher|tapes-close|iothread|reaper)")
          .asPredicate();

  private Opened() {}

  /** The files, pipes and sockets; empty where the system does not show them. */
  static List<String> files() throws IOException {
    List<String> all = new ArrayList<>();
    if (Files.isDirectory(DESCRIPTORS)) {
      try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
        for (Path each : open) {
          String target = Files.exists(each) ? Files.readSymbolicLink(each).toString() : "";
          // Pipes and sockets of the same kind are told apart by numbers.
          all.add(target.replaceAll("\\d+", "N"));
        }
      }
    }
    return all.stream().sorted().toList();
  }

  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(OURS)
        .sorted()
        .toList();
  }
}
