package io.tapes.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopFunctionCounter;
import io.micrometer.core.instrument.noop.NoopFunctionTimer;
import io.micrometer.core.instrument.noop.NoopGauge;
import io.micrometer.core.instrument.noop.NoopLongTaskTimer;
import io.micrometer.core.instrument.noop.NoopMeter;
import io.micrometer.core.instrument.noop.NoopTimeGauge;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.tapes.Aggregation;
import io.tapes.MetricBuilder;
import io.tapes.MetricInfo;
import io.tapes.Registry;
import io.tapes.Series;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records what is instrumented with Micrometer into a Tapes registry.
 *
 * <p>Its counters, timers, summaries and long task timers are instruments of that registry and keep
 * nothing beside them but the maximum of the last minutes, which only Micrometer has. So everything
 * that reads the registry sees them: its snapshots, every reporter, and behind a {@code
 * DistributedRegistry} the aggregator. Names and tags stay as they are; what no Tapes name may hold
 * is escaped so that no two names become one.
 *
 * <p>A meter that the registry cannot take, because its name and tags have another type there
 * already or are too long, does nothing: it is counted in {@code tapes.bridge.refused}, told to
 * those who listen for failed registrations, and logged. Any thread may use an instance. Closing it
 * leaves the Tapes registry open.
 */
public final class TapesMeterRegistry extends MeterRegistry {
  /** How long a maximum lasts at least, as with Micrometer's Prometheus registry. */
  private static final Duration EXPIRY = Duration.ofMinutes(1);

  private final Registry registry;
  private final Function<Meter.Id, Aggregation> aggregation;
  private final Maxima maxima = new Maxima(this, this::shown);
  private final Refusals refusals;

  /**
   * Creates a Micrometer registry with the clock of a Tapes registry.
   *
   * @param registry where to record
   */
  public TapesMeterRegistry(Registry registry) {
    this(registry, new RegistryClock(registry.clock()));
  }

  /**
   * Creates a Micrometer registry with a clock of its own.
   *
   * @param registry where to record; its own clock measures long tasks and stamps snapshots
   * @param clock measures everything else that Micrometer measures
   */
  public TapesMeterRegistry(Registry registry, Clock clock) {
    this(registry, clock, HostGauges::aggregation);
  }

  /**
   * Creates a Micrometer registry that is told how the gauges of several processes become one.
   *
   * @param registry where to record
   * @param clock measures what Micrometer measures
   * @param aggregation for each gauge; otherwise gauges of the host, such as {@code
   *     system.cpu.usage}, are taken from one process, and all others are added up over the living
   */
  public TapesMeterRegistry(
      Registry registry, Clock clock, Function<Meter.Id, Aggregation> aggregation) {
    super(clock);
    this.registry = registry;
    this.aggregation = aggregation;
    this.refusals = new Refusals(registry, this::meterRegistrationFailed);
    config().namingConvention(NamingConvention.identity);
    config().onMeterRemoved(this::removed);
    registry.register(maxima);
  }

  /**
   * Returns the registry that it records into.
   *
   * @return the one that it was made with
   */
  public Registry registry() {
    return registry;
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    return refusals.taken(
        id, () -> new TapesCounter(id, metric(id).doubleCounter()), NoopCounter::new);
  }

  @Override
  protected Timer newTimer(
      Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
    return refusals.taken(
        id,
        () -> {
          Published published = Published.of(config);
          return new TapesTimer(
              id,
              clock,
              pauseDetector,
              registry,
              published.cut(metric(id), TapesTimer.NANOS_PER_SECOND).timer(),
              published,
              new Maximum(clock, config));
        },
        NoopTimer::new);
  }

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig config, double scale) {
    return refusals.taken(
        id,
        () -> {
          Published published = Published.of(config);
          return new TapesSummary(
              id,
              scale,
              registry,
              published.cut(metric(id), 1).doubleHistogram(),
              published,
              new Maximum(clock, config));
        },
        NoopDistributionSummary::new);
  }

  @Override
  protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
    return refusals.taken(
        id,
        () -> // the unit is that of two of its three fields
        new TapesLongTaskTimer(id, metric(id).unit("").longTaskTimer(), Published.of(config)),
        NoopLongTaskTimer::new);
  }

  @Override
  protected <T> Gauge newGauge(Meter.Id id, @Nullable T obj, ToDoubleFunction<T> valueFunction) {
    return refusals.taken(
        id, () -> TapesGauge.of(id, obj, valueFunction, metric(id), aggregation), NoopGauge::new);
  }

  @Override
  protected <T> TimeGauge newTimeGauge(
      Meter.Id id, @Nullable T obj, TimeUnit unit, ToDoubleFunction<T> valueFunction) {
    Meter.Id seconds = id.withBaseUnit("seconds");
    return refusals.taken(
        seconds,
        () -> TapesTimeGauge.of(seconds, obj, unit, valueFunction, metric(seconds), aggregation),
        NoopTimeGauge::new);
  }

  @Override
  protected <T> FunctionCounter newFunctionCounter(
      Meter.Id id, T obj, ToDoubleFunction<T> countFunction) {
    return refusals.taken(
        id,
        () -> TapesFunctionCounter.of(id, obj, countFunction, metric(id)),
        NoopFunctionCounter::new);
  }

  @Override
  protected <T> FunctionTimer newFunctionTimer(
      Meter.Id id,
      T obj,
      ToLongFunction<T> countFunction,
      ToDoubleFunction<T> totalTimeFunction,
      TimeUnit totalTimeFunctionUnit) {
    return refusals.taken(
        id,
        () ->
            TapesFunctionTimer.of(
                id, obj, countFunction, totalTimeFunction, totalTimeFunctionUnit, metric(id)),
        NoopFunctionTimer::new);
  }

  @Override
  protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
    return refusals.taken(
        id,
        () -> {
          TapesMeasurements custom = new TapesMeasurements(id, type, measurements, info(id));
          registry.register(custom);
          return custom;
        },
        NoopMeter::new);
  }

  @Override
  protected TimeUnit getBaseTimeUnit() {
    return TimeUnit.SECONDS;
  }

  @Override
  protected DistributionStatisticConfig defaultHistogramConfig() {
    return DistributionStatisticConfig.builder()
        .expiry(EXPIRY)
        .build()
        .merge(DistributionStatisticConfig.DEFAULT);
  }

  @Override
  public void close() {
    super.close();
    registry.remove(maxima);
  }

  /** The metric of a meter, with all that is said of it. */
  private MetricBuilder metric(Meter.Id id) {
    MetricInfo info = info(id);
    return registry
        .metric(info.name())
        .like(info)
        .tags(Ids.tags(getConventionTags(id)))
        .besideOtherKinds();
  }

  private MetricInfo info(Meter.Id id) {
    return Ids.info(getConventionName(id), id);
  }

  private Series shown(Meter.Id id, double maximum) {
    return ShownMaximum.of(info(id), Ids.tags(getConventionTags(id)), maximum);
  }

  private void removed(Meter meter) {
    maxima.forget(meter.getId());
    if (meter instanceof Backed backed) {
      backed.removeFrom(registry);
    }
  }
}
