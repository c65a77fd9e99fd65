package io.tapes.test;

import static io.tapes.test.TapesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tapes;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(TapesExtension.class)
@ResourceLock(TapesExtension.GLOBAL_REGISTRY)
class TapesExtensionTest {

  @RepeatedTest(3)
  void theGlobalRegistry_isEmptyAtFirst() {
    assertThat(Tapes.registry()).hasNoSeries("jobs.done");
    Tapes.counter("jobs.done").increment(5);
    assertThat(Tapes.registry()).counter("jobs.done").isEqualTo(5);
  }

  @Test
  void parameters_areARegistryAndTheClockThatItTicksBy(Registry registry, ManualClock clock) {
    assertThat(registry).isNotSameAs(Tapes.registry());
    assertThat(registry.clock()).isSameAs(clock);
    registry.meter("m").mark();
    clock.advance(Duration.ofSeconds(10));
    assertThat(registry.snapshot().number("m.m1")).isBetween(0.18, 0.19);
  }

  @RepeatedTest(2)
  void eachTest_hasARegistryOfItsOwn(Registry registry) {
    assertThat(registry.snapshot().series()).isEmpty();
    registry.counter("c").increment();
  }
}
