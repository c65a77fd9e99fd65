package io.tapes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A fresh folder that only this user may enter, removed with all it holds when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
  static TemporaryFolder create(String prefix) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(prefix));
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    List<Path> children;
    try (Stream<Path> tree = Files.walk(path)) {
      children = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path child : children) {
      Files.deleteIfExists(child);
    }
  }
}
