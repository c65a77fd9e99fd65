package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.EndedSeries;
import io.tapes.LastValues;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReporterTaskTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualClock clock = new ManualClock(1_000_000);
  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final RecordingReporter reporter = new RecordingReporter();
  private final ReaderOfLastValues lastValues = new ReaderOfLastValues();
  private final List<Runnable> begun = new ArrayList<>();

  private static final class ReaderOfLastValues implements LastValues {
    int closed;

    @Override
    public List<EndedSeries> pending() {
      return List.of();
    }

    @Override
    public void delivered(long number) {}

    @Override
    public void close() {
      closed++;
    }
  }

  private final class Source implements SnapshotSource {
    @Override
    public Snapshot snapshot() {
      return registry.snapshot();
    }

    @Override
    public LastValues lastValues() {
      return lastValues;
    }
  }

  private ReporterTask task(Executor workers) {
    return new ReporterTask(
        reporter,
        Tags.of("reporter", "RecordingReporter"),
        new Source(),
        clock,
        Timing.on(executor),
        workers);
  }

  @Test
  void aReportThatHasNotBegunAtTheEnd_isNotMade() {
    ReporterTask task = task(begun::add);
    task.offer(registry.snapshot());
    task.stop();
    begun.forEach(Runnable::run);
    assertEquals(0, reporter.reports.size());
  }

  @Test
  void aReportThatBeginsAfterTheEnd_isNotHeldUpByIt() throws InterruptedException {
    ReporterTask task = task(begun::add);
    task.offer(registry.snapshot());
    task.stop();
    task.finish(null).join();
    begun.forEach(Runnable::run);
    assertEquals(1, reporter.closed);
  }

  @Test
  void aReporterThatFailsToClose_holdsNothing() throws InterruptedException {
    reporter.closeFailure = new IOException("disk full");
    ReporterTask task = task(begun::add);
    task.offer(registry.snapshot());
    task.stop();
    task.finish(null).join();
    begun.forEach(Runnable::run);
    assertEquals(1, lastValues.closed);
    task(begun::add).abandon(); // refused where the reporter were still in use
  }

  @Test
  void theEndOfAReporter_endsItsReadingOfLastValues() throws InterruptedException {
    ReporterTask task = task(begun::add);
    task.stop();
    task.finish(registry.snapshot()).join();
    assertEquals(1, lastValues.closed);
  }

  @Test
  void aScheduleThatIsRefused_endsTheReadingOfLastValues() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ReportSchedule.builder(new Source()).reporters(reporter, reporter).start(DAY));
    assertEquals(1, lastValues.closed);
  }

  @Test
  void afterAFullExecutor_theNextRoundReports() {
    boolean[] full = {true};
    ReporterTask task =
        task(
            work -> {
              if (full[0]) {
                throw new RejectedExecutionException("full");
              }
              work.run();
            });
    task.offer(registry.snapshot());
    full[0] = false;
    task.offer(registry.snapshot());
    assertEquals(1, reporter.reports.size());
  }
}
