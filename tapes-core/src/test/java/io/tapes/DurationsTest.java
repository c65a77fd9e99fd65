package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.report.ReportSchedule;
import io.tapes.support.Durations;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DurationsTest {
  private static final Duration[] WITHOUT_END = {
    Duration.ofNanos(Long.MAX_VALUE),
    Duration.ofMillis(Long.MAX_VALUE),
    Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)
  };

  @Test
  void nanos_areExactWhereTheyCanBe_andBoundedElsewhere() {
    assertEquals(1_000_000_001, Durations.nanos(Duration.ofNanos(1_000_000_001)));
    assertEquals(-5, Durations.nanos(Duration.ofNanos(-5)));
    for (Duration longest : WITHOUT_END) {
      assertEquals(Long.MAX_VALUE / 4, Durations.nanos(longest));
      assertEquals(-(Long.MAX_VALUE / 4), Durations.nanos(Duration.ofSeconds(Long.MIN_VALUE)));
      long later = System.nanoTime() + Durations.nanos(longest) + 1_000_000_000L;
      assertTrue(later - System.nanoTime() > 0);
    }
  }

  @Test
  void aScheduleWithoutEnd_reportsAtOnceAndWhenItIsClosed() throws InterruptedException {
    for (Duration longest : WITHOUT_END) {
      Counter reports = new Counter();
      CountDownLatch first = new CountDownLatch(1);
      ReportSchedule schedule =
          ReportSchedule.builder(Registry.create())
              .reporters(
                  snapshot -> {
                    reports.increment();
                    first.countDown();
                  })
              .closeTimeout(longest)
              .start(longest);
      first.await();
      schedule.close();
      assertEquals(2, reports.value());
    }
  }

  @Test
  void aManualClock_takesAStepWithoutEnd() {
    for (Duration longest : WITHOUT_END) {
      ManualClock clock = new ManualClock();
      clock.advance(longest);
      assertEquals(Long.MAX_VALUE / 4, clock.nanoTime());
    }
  }
}
