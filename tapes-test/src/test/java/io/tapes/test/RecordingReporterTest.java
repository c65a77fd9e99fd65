package io.tapes.test;

import static io.tapes.test.TapesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapes.Registry;
import io.tapes.report.ReportSchedule;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordingReporterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void aSchedulesReports_areKept() throws Exception {
    Registry registry = Registry.create();
    registry.counter("c").increment(2);
    RecordingReporter reporter = new RecordingReporter();
    ReportSchedule schedule = ReportSchedule.every(Duration.ofHours(1), registry, reporter);
    assertThat(reporter.await(1, MINUTE)).counter("c").isEqualTo(2);
    registry.counter("c").increment();
    schedule.close();

    assertThat(reporter.last()).counter("c").isEqualTo(3);
    assertThat(reporter.snapshots()).hasSize(2);
    assertThat(reporter.isClosed()).isTrue();
  }

  @Test
  void aPlannedFailure_failsOneReport() throws IOException {
    RecordingReporter reporter = new RecordingReporter();
    IOException cause = new IOException("away");
    reporter.failNext(cause);
    assertThatThrownBy(() -> reporter.report(Registry.create().snapshot())).isSameAs(cause);
    assertThatThrownBy(reporter::last).isInstanceOf(AssertionError.class);
    reporter.report(Registry.create().snapshot());
    assertThat(reporter.snapshots()).hasSize(1);
  }

  @Test
  void aReportThatDoesNotCome_isMissed() {
    RecordingReporter reporter = new RecordingReporter();
    assertThatThrownBy(() -> reporter.await(1, Duration.ZERO))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0 snapshots");
  }
}
