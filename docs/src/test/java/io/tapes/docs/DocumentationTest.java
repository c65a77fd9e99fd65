package io.tapes.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java snippet compiles, every sample is what the code prints, every link has a target. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)[^)]*\\)");

  @TestFactory
  List<DynamicTest> javaSnippet_compiles(@TempDir Path classes) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : Markdown.files()) {
      for (Block block : Markdown.blocks(file)) {
        if (block.isJava()) {
          SnippetCompiler compiler = new SnippetCompiler(classes);
          tests.add(DynamicTest.dynamicTest(block.toString(), () -> compiler.compile(block)));
        }
      }
    }
    assertFalse(tests.isEmpty(), "no snippet found below " + Markdown.ROOT);
    return tests;
  }

  @TestFactory
  List<DynamicTest> sample_isWhatTheCodePrints(@TempDir Path classes) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : Markdown.files()) {
      List<Block> blocks = Markdown.blocks(file);
      for (int i = 0; i < blocks.size(); i++) {
        Block sample = blocks.get(i);
        if (!sample.isInput()) {
          Block before = i == 0 ? sample : blocks.get(i - 1);
          tests.add(
              DynamicTest.dynamicTest(sample.toString(), () -> check(sample, before, classes)));
        }
      }
    }
    assertFalse(tests.isEmpty(), "no sample found below " + Markdown.ROOT);
    return tests;
  }

  private static void check(Block sample, Block before, Path classes) throws Exception {
    if (sample.isGolden()) {
      assertEquals(
          Files.readString(Markdown.ROOT.resolve(sample.goldenPath())).stripTrailing(),
          sample.text().stripTrailing());
      return;
    }
    assertTrue(
        sample.isPrintedAbove() && before.isJava(),
        sample
            + " is a sample of unknown origin; put '<!-- printed by the code above -->' or"
            + " '<!-- the golden file PATH -->' before it");
    SnippetCompiler compiler = new SnippetCompiler(classes);
    compiler.compile(before);
    assertEquals(printed(compiler).stripTrailing(), sample.text().stripTrailing());
  }

  private static String printed(SnippetCompiler compiler) throws Exception {
    PrintStream original = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      compiler.run();
    } finally {
      System.setOut(original);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }

  @Test
  void relativeLink_hasATarget() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : Markdown.files()) {
      Path folder = Markdown.ROOT.resolve(file).getParent();
      Matcher links = LINK.matcher(Files.readString(Markdown.ROOT.resolve(file)));
      while (links.find()) {
        if (!Files.exists(folder.resolve(links.group(1)))) {
          broken.add(file + " → " + links.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void readme_namesExactlyTwoCommands() throws IOException {
    List<String> commands =
        Markdown.blocks(Path.of("README.md")).stream()
            .filter(block -> block.language().equals("sh"))
            .flatMap(block -> block.text().lines())
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceFirst("\\s+#.*", ""))
            .toList();
    assertEquals(List.of("./tapes demo", "mvn verify"), commands);
  }
}
