package io.tapes.test;

import static io.tapes.test.TapesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tapes.Registry;
import io.tapes.Tags;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SnapshotAssertTest {
  private final Registry registry = Registry.create();

  @Test
  void whatIsAsserted_isWhatWasRecorded() {
    registry.counter("jobs.done").increment(5);
    registry.metric("flow").upDownCounter().add(-2);
    registry.meter("errors").mark(3);
    registry.metric("cpu").doubleCounter().add(0.25);
    registry.gauge("depth", Tags.of("queue", "mail")).set(2.5);
    registry.histogram("bytes").record(-512);
    registry.timer("latency").record(Duration.ofMillis(20));
    registry.timer("latency").record(Duration.ofMillis(40));

    assertThat(registry.snapshot()).counter("jobs.done").isEqualTo(5).isPositive();
    assertThat(registry).counter("flow").isEqualTo(-2);
    assertThat(registry).counter("errors").isEqualTo(3);
    assertThat(registry).doubleCounter("cpu").isEqualTo(0.25);
    assertThat(registry).gauge("depth", "queue", "mail").isCloseTo(2.5, within(1e-9));
    assertThat(registry).histogram("bytes").hasCount(1).min().isEqualTo(-512);
    assertThat(registry)
        .timer("latency")
        .hasCount(2)
        .hasMaxAtMost(0.04)
        .hasMaxAtMost(Duration.ofMillis(40));
    assertThat(registry).timer("latency").sum().isCloseTo(0.06, within(1e-9));
    assertThat(registry).timer("latency").max().isEqualTo(0.04);
    assertThat(registry).timer("latency").quantile(1).isCloseTo(0.04, within(0.0004));
    assertThat(registry).hasSeries("depth", "queue", "mail").hasNoSeries("jobs.failed");
  }

  @Test
  void aWrongNumber_isNamedWithItsSeries() {
    registry.counter("jobs.done").increment(5);
    assertThatThrownBy(() -> assertThat(registry).counter("jobs.done").isEqualTo(6))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("jobs.done")
        .hasMessageContaining("5L");
    registry.timer("latency").record(Duration.ofSeconds(2));
    assertThatThrownBy(() -> assertThat(registry).timer("latency").hasCount(2))
        .hasMessageContaining("latency")
        .hasMessageContaining("expected 2 records, but there are 1");
    assertThatThrownBy(
            () -> assertThat(registry).timer("latency").hasMaxAtMost(Duration.ofSeconds(1)))
        .hasMessageContaining("expected no record above 1.0, but there is 2.0");
  }

  @Test
  void aMissingSeries_isNamedBesideThoseThatThereAre() {
    registry.counter("jobs.done", Tags.of("k", "v")).increment();
    assertThatThrownBy(() -> assertThat(registry).counter("jobs.done"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected a series 'jobs.done'")
        .hasMessageContaining("jobs.done{k=v}");
    assertThatThrownBy(() -> assertThat(registry).hasNoSeries("jobs.done"))
        .hasMessageContaining("jobs.done{k=v}");
    assertThatThrownBy(() -> assertThat(registry).hasSeries("other"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherKind_isNamed() {
    registry.gauge("g").set(1);
    registry.counter("c").increment();
    registry.timer("t").record(Duration.ofSeconds(1));
    assertThatThrownBy(() -> assertThat(registry).counter("g"))
        .hasMessageContaining("'g' counts no whole numbers, it is a gauge");
    assertThatThrownBy(() -> assertThat(registry).doubleCounter("c"))
        .hasMessageContaining("counter");
    assertThatThrownBy(() -> assertThat(registry).gauge("c")).hasMessageContaining("is no level");
    assertThatThrownBy(() -> assertThat(registry).histogram("t")).hasMessageContaining("timer");
    assertThatThrownBy(() -> assertThat(registry).timer("g")).hasMessageContaining("gauge");
  }

  @Test
  void changes_areThoseSinceTheirBeginning() {
    registry.counter("c").increment(3);
    registry.gauge("g").set(7);
    Changes changes = Changes.since(registry);
    registry.counter("c").increment(2);
    assertThat(changes).counter("c").isEqualTo(2);
    assertThat(changes).gauge("g").isEqualTo(7);
  }
}
