package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.report.Reporter;
import io.tapes.reporters.Backends;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reporters to files, on a disk that is full and in a folder that takes no files. */
class HostileDisksTest {
  /** A small disk where that may be mounted, otherwise files that may not grow. */
  private static final String SMALL_DISK =
      """
      if unshare --map-root-user --mount true 2>&-; then
        exec unshare --map-root-user --mount bash -c \
          'mount -t tmpfs -o size=200k none "$0" && "${@:2}" && cp -a "$0/." "$1"' "$@"
      fi
      ulimit -f "$([[ $* == *" csv "* ]] && echo 1 || echo 200)"
      "${@:3}" && cp -a "$1/." "$2"
      """;

  @TempDir Path folder;

  private List<String> said(String kind) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path copy = Files.createDirectory(folder.resolve("copy"));
    List<String> command = new ArrayList<>(List.of("bash", "-c", SMALL_DISK, "bash"));
    command.addAll(List.of(disk.toString(), copy.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dslf4j.internal.verbosity=ERROR"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(DiskWriter.class.getName(), kind, disk.toString()));
    Backends.Result result = Backends.run(Path.of("/dev/null"), command);
    assertEquals(0, result.status(), result.output());
    return result.output().lines().filter(line -> !line.startsWith("WARNING")).toList();
  }

  private List<Path> copied() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("copy"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "prometheus", "stream", "lines"})
  void aFullDisk_failsReports_andLeavesNothingCorrupt(String kind) throws Exception {
    Backends.require(Backends.onPath("bash"), "bash is missing");
    List<String> said = said(kind);
    assertEquals(6, said.size(), said.toString());
    for (String reason : said.subList(0, 5)) {
      assertTrue(reason.matches(".*(No space left on device|File too large).*"), reason);
    }
    int reports = Integer.parseInt(said.get(5));
    assertTrue(reports > 0 && reports < 2_000, said.toString());
    List<Path> files = copied();
    for (Path file : files) {
      String text = Files.readString(file);
      switch (kind) {
        case "csv" -> assertRows(text);
        case "prometheus" -> assertEquals(20L * reports, samples(text));
        case "stream" -> assertWholeLines(text, reports);
        default -> assertTrue(text.lines().allMatch(line -> line.matches("c:\\S+:[0-9]+")), text);
      }
    }
    assertTrue(kind.equals("csv") ? files.size() > 20 : files.size() == 1, files.toString());
  }

  /** A file that no row fits into any more may be empty. */
  private static void assertRows(String text) {
    assertTrue(text.isEmpty() || text.startsWith("time,value\n"), text);
    assertTrue(text.isEmpty() || text.endsWith("\n"), text);
    assertTrue(text.lines().skip(1).allMatch(row -> row.matches("[0-9.]+,[0-9]+")), text);
  }

  private static long samples(String page) {
    assertTrue(page.endsWith("\n"));
    return page.lines().filter(line -> line.matches("round_\\S+_total 1")).count();
  }

  /** Behind the whole lines may stand a piece of one. */
  private static void assertWholeLines(String text, int reports) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = text.lines().toList();
    assertTrue(lines.size() <= reports + 1, text);
    for (String line : lines.subList(0, reports)) {
      assertEquals(1, json.readTree(line).at("/round/0/counter/0/value").asLong(), line);
    }
  }

  /** Not even root may create files in /sys. */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "prometheus", "stream", "lines"})
  void aFolderThatTakesNoFiles_isAFailure(String kind) throws Exception {
    Path readOnly = Path.of("/sys/kernel");
    Backends.require(Files.isDirectory(readOnly), "this test runs on Linux only");
    for (int i = 0; i < 2; i++) {
      var failure =
          assertThrows(
              IOException.class,
              () -> {
                try (Reporter reporter = DiskWriter.reporter(kind, readOnly)) {
                  reporter.report(Samples.everything());
                }
              });
      assertTrue(String.valueOf(failure.getMessage()).contains("/sys/kernel"), failure.toString());
    }
  }
}
