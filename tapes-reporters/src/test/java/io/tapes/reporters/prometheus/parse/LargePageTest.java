package io.tapes.reporters.prometheus.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.reporters.Backends;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargePageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"text, 100", "openmetrics, 25"})
  void aHundredMegabytes_areParsedInAHeapOfTwelve(String format, String megabytes)
      throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing"), "");
    Backends.Result result =
        Backends.run(
            nothing,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx12m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LargePageMain.class.getName(),
                format,
                megabytes));
    assertEquals(0, result.status(), result.output());
    assertEquals("parsed ", result.output().substring(0, 7));
  }
}
