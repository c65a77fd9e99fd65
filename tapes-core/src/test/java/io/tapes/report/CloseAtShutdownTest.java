package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A process that is told to end, and what it still reports. */
class CloseAtShutdownTest {
  /** The process: reports its counter when started, and then not for an hour. */
  static final class Application {
    private Application() {}

    public static void main(String[] args) throws IOException {
      Registry registry = Registry.create();
      ReportScheduleBuilder builder =
          ReportSchedule.builder(registry)
              .reporters(
                  snapshot -> {
                    System.out.println("jobs " + snapshot.number("jobs.value"));
                    System.out.flush();
                  });
      registry.counter("jobs").increment();
      if (List.of(args).contains("hang")) {
        registry.gauge("hanging", Application::hang);
      }
      ReportSchedule schedule = builder.closeAtShutdown().start(Duration.ofHours(10_000));
      if (List.of(args).contains("close")) {
        schedule.close();
      } else {
        System.in.read(); // until it is killed, or the test's process ends
      }
    }

    private static double hang() {
      while (true) {
        LockSupport.park();
      }
    }
  }

  private static Process start(String... args) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Application.class.getName());
    builder.command().addAll(List.of(args));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  @Test
  void sigterm_isFollowedByALastReport() throws Exception {
    Process process = start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("jobs 1.0", out.readLine());
      process.toHandle().destroy(); // SIGTERM; the pipe stays open
      assertEquals("jobs 1.0", out.readLine());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void sigterm_whileAGaugeHangs_isFollowedByALastReportToo() throws Exception {
    Process process = start("hang");
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("jobs 1.0", out.readLine());
      process.toHandle().destroy();
      assertEquals("jobs 1.0", out.readLine());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void scheduleClosedBefore_reportsNoMore() throws Exception {
    Process process = start("close");
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(all.matches("(jobs 1.0\n){1,2}"), all); // the first one may have come too late
  }
}
