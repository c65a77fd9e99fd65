package io.tapes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** An application of modules sees what is for it, and runs in an image of its own. */
class ModularApplicationTest {
  private static final String APPLICATION =
      """
      package app;

      import io.tapes.Registry;
      import io.tapes.Tags;
      import io.tapes.jvm.JvmMetrics;
      import io.tapes.report.ReportSchedule;
      import java.time.Duration;

      public class Main {
        public static void main(String[] args) {
          Registry registry = Registry.create();
          registry.counter("jobs", Tags.of("kind", "mail")).increment(3);
          registry.timer("latency").record(Duration.ofMillis(20));
          registry.metric("ratio").doubleHistogram().record(0.5);
          JvmMetrics.register(registry);
          ReportSchedule schedule =
              ReportSchedule.builder(registry)
                  .reporters(
                      snapshot -> {
                        System.out.printf(
                            "%s %s %.0f %.0f %b%n",
                            Main.class.getModule().getName(),
                            Registry.class.getModule().getName(),
                            snapshot.number("jobs.{kind=mail}.value"),
                            snapshot.number("latency.count"),
                            snapshot.number("jvm.threads.current.value") > 0);
                      })
                  .start(Duration.ofHours(1));
          schedule.close();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void application_isLinkedAndRuns() throws Exception {
    assertEquals("", compile("requires io.tapes;", APPLICATION));
    Path image = folder.resolve("image");
    assertEquals(
        "",
        run(
            "jlink",
            "--module-path",
            modules() + File.pathSeparator + folder.resolve("classes"),
            "--add-modules",
            "app",
            "--output",
            image.toString()));
    Process process =
        new ProcessBuilder(image.resolve("bin/java").toString(), "-m", "app/app.Main")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals("app io.tapes 3 1 true", output.lines().findFirst().orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.tapes.blackbox.BlackBox",
        "io.tapes.files.SharedFolders",
        "io.tapes.recording.SafeAdder",
        "io.tapes.sources.SourceReader",
        "io.tapes.support.LogLimiter",
        "io.tapes.support.StartupHook",
      })
  void internals_areNotVisible(String name) throws Exception {
    String source = "package app;\n\nclass Main {\n  " + name + " used;\n}\n";
    String said = compile("requires io.tapes;", source);
    assertTrue(said.contains("does not export it"), said);
  }

  /** Its cells are of a package that is not exported, so there is no way to write them. */
  @Test
  void storage_cannotBeImplemented() throws Exception {
    String source =
        """
        package app;

        class Main {
          Object cell(io.tapes.Storage storage, io.tapes.StoredSeries series) {
            return storage.adder(series).sum();
          }
        }
        """;
    String said = compile("requires io.tapes;", source);
    assertTrue(said.contains("SafeAdder"), said);
  }

  private String compile(String directives, String source) throws Exception {
    Path info = write("module-info.java", "module app {\n  " + directives + "\n}\n");
    Path main = write("app/Main.java", source);
    return run(
        "javac",
        "-proc:none",
        "--class-path", // without it javac takes that of these tests
        folder.toString(),
        "--module-path",
        modules(),
        "-d",
        folder.resolve("classes").toString(),
        info.toString(),
        main.toString());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve("source").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String modules() throws URISyntaxException {
    return place(Registry.class) + File.pathSeparator + place(LoggerFactory.class);
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** What a tool of the JDK says; nothing if it has nothing to complain of. */
  private static String run(String tool, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    return said.toString();
  }
}
