package io.tapes.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the documentation and the fenced blocks in it. */
final class Markdown {
  /** The folder of the whole project: tests run in the folder of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Markdown() {}

  /** Every Markdown file that users read: those of the root, of docs and of the modules. */
  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .filter(file -> !file.toString().matches("(.*/)?(target|node_modules|\\..*)/.*"))
          .sorted()
          .toList();
    }
  }

  static List<Block> blocks(Path file) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve(file));
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).startsWith("```")) {
        end++;
      }
      blocks.add(
          new Block(
              file,
              i + 2,
              lines.get(i).substring(3).trim(),
              String.join("\n", lines.subList(i + 1, end)),
              directive(i == 0 ? "" : lines.get(i - 1).trim())));
      i = end;
    }
    return blocks;
  }

  private static String directive(String line) {
    return line.startsWith("<!--") && line.endsWith("-->")
        ? line.substring(4, line.length() - 3).trim()
        : "";
  }
}
