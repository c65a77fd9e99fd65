package io.tapes.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many class files there are and how large they are, counted independently of the workers: in
 * one walk, by the sizes that the file system states, without reading a file.
 *
 * @param modules by the name of the module
 */
record DemoTotals(NavigableMap<String, Total> modules) {
  /** Files and their bytes. */
  record Total(long files, long bytes) {
    Total plus(long moreBytes) {
      return new Total(files + 1, bytes + moreBytes);
    }
  }

  static DemoTotals walk(Set<String> modules) throws IOException {
    NavigableMap<String, Total> totals = new TreeMap<>();
    for (Path folder : ClassFiles.moduleFolders(modules)) {
      String module = folder.getFileName().toString();
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.getFileName().toString().endsWith(".class")) {
                totals.compute(
                    module,
                    (name, known) ->
                        (known == null ? new Total(0, 0) : known).plus(attributes.size()));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return new DemoTotals(totals);
  }

  long files() {
    return modules.values().stream().mapToLong(Total::files).sum();
  }

  long bytes() {
    return modules.values().stream().mapToLong(Total::bytes).sum();
  }
}
