package io.tapes.spectator;

import io.tapes.Tags;
import io.tapes.reporters.spectatord.SpectatordLocation;
import io.tapes.support.LogLimiter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supplies meters that send a line to spectatord for each update. Nothing is kept: a meter may be
 * asked for again with each update, or once and be reused.
 *
 * <p>Any thread may use an instance. Updates throw nothing; see {@link LineWriter#lostLines} and
 * {@link #droppedUpdates}.
 */
public final class SpectatorRegistry implements AutoCloseable {
  static final Logger LOG = LoggerFactory.getLogger("spectator.registry");

  private final Tags commonTags;
  private final LineWriter writer;
  private final LongAdder dropped = new LongAdder();
  private final LogLimiter warnings = new LogLimiter(LOG);

  private SpectatorRegistry(SpectatorConfig config) {
    commonTags = config.commonTags();
    writer = writer(SpectatordLocation.of(config.location()), config.bufferSize());
    LOG.info("create Registry with location={}, tags={}", config.location(), commonTags);
  }

  private static LineWriter writer(SpectatordLocation to, int bufferSize) {
    return switch (to.kind()) {
      case NONE -> new NoneWriter();
      case MEMORY -> new MemoryWriter(bufferSize);
      case STDOUT -> new StandardWriter("stdout", () -> System.out, bufferSize);
      case STDERR -> new StandardWriter("stderr", () -> System.err, bufferSize);
      case UDP -> new UdpWriter(to, bufferSize);
      case UNIX -> new UnixWriter(Path.of(to.path()), bufferSize);
      case FILE -> new FileWriter(Path.of(to.path()), bufferSize);
    };
  }

  /**
   * Returns a registry to the agent at {@code udp://127.0.0.1:1234}, or the location of the
   * environment.
   *
   * @return a registry
   */
  public static SpectatorRegistry create() {
    return create(SpectatorConfig.builder().build());
  }

  /**
   * Returns a registry.
   *
   * @param config where lines go, and tags
   * @return a registry
   * @throws IllegalStateException if lines go to a Unix socket and Netty's epoll transport is
   *     missing
   */
  public static SpectatorRegistry create(SpectatorConfig config) {
    return new SpectatorRegistry(config);
  }

  /**
   * Returns the id of a meter with the common tags.
   *
   * @param name the name
   * @return the id
   */
  public MeterId newId(String name) {
    return newId(name, Map.of());
  }

  /**
   * Returns the id of a meter with the common tags.
   *
   * @param name the name
   * @param tags values by key; where a common tag has the key, that stays
   * @return the id
   */
  public MeterId newId(String name, Map<String, String> tags) {
    return MeterId.of(name, tags, commonTags);
  }

  /** The id with the common tags, which a user may have replaced, or which come from elsewhere. */
  private MeterId common(MeterId id) {
    return id.with(commonTags);
  }

  /**
   * Returns an age gauge without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public AgeGauge ageGauge(String name) {
    return ageGauge(name, Map.of());
  }

  /**
   * Returns an age gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public AgeGauge ageGauge(String name, Map<String, String> tags) {
    return new AgeGauge(this, newId(name, tags));
  }

  /**
   * Returns an age gauge.
   *
   * @param id name and tags
   * @return the meter
   */
  public AgeGauge ageGauge(MeterId id) {
    return new AgeGauge(this, common(id));
  }

  /**
   * Returns a counter without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public Counter counter(String name) {
    return counter(name, Map.of());
  }

  /**
   * Returns a counter.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public Counter counter(String name, Map<String, String> tags) {
    return new Counter(this, newId(name, tags));
  }

  /**
   * Returns a counter.
   *
   * @param id name and tags
   * @return the meter
   */
  public Counter counter(MeterId id) {
    return new Counter(this, common(id));
  }

  /**
   * Returns a distribution summary without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public DistributionSummary distributionSummary(String name) {
    return distributionSummary(name, Map.of());
  }

  /**
   * Returns a distribution summary.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public DistributionSummary distributionSummary(String name, Map<String, String> tags) {
    return new DistributionSummary(this, newId(name, tags));
  }

  /**
   * Returns a distribution summary.
   *
   * @param id name and tags
   * @return the meter
   */
  public DistributionSummary distributionSummary(MeterId id) {
    return new DistributionSummary(this, common(id));
  }

  /**
   * Returns a gauge without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public Gauge gauge(String name) {
    return gauge(name, Map.of());
  }

  /**
   * Returns a gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public Gauge gauge(String name, Map<String, String> tags) {
    return new Gauge(this, newId(name, tags));
  }

  /**
   * Returns a gauge.
   *
   * @param id name and tags
   * @return the meter
   */
  public Gauge gauge(MeterId id) {
    return new Gauge(this, common(id));
  }

  /**
   * Returns a gauge with a time to live.
   *
   * @param name the name
   * @param tags values by key
   * @param timeToLive how long the agent reports the last value, at least 5 seconds
   * @return the meter
   * @throws IllegalArgumentException if the time is not above zero
   */
  public Gauge gauge(String name, Map<String, String> tags, Duration timeToLive) {
    return new Gauge(this, newId(name, tags), timeToLive);
  }

  /**
   * Returns a gauge with a time to live.
   *
   * @param id name and tags
   * @param timeToLive how long the agent reports the last value, at least 5 seconds
   * @return the meter
   * @throws IllegalArgumentException if the time is not above zero
   */
  public Gauge gauge(MeterId id, Duration timeToLive) {
    return new Gauge(this, common(id), timeToLive);
  }

  /**
   * Returns a max gauge without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public MaxGauge maxGauge(String name) {
    return maxGauge(name, Map.of());
  }

  /**
   * Returns a max gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public MaxGauge maxGauge(String name, Map<String, String> tags) {
    return new MaxGauge(this, newId(name, tags));
  }

  /**
   * Returns a max gauge.
   *
   * @param id name and tags
   * @return the meter
   */
  public MaxGauge maxGauge(MeterId id) {
    return new MaxGauge(this, common(id));
  }

  /**
   * Returns a monotonic counter of doubles without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public MonotonicCounter monotonicCounter(String name) {
    return monotonicCounter(name, Map.of());
  }

  /**
   * Returns a monotonic counter of doubles.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public MonotonicCounter monotonicCounter(String name, Map<String, String> tags) {
    return new MonotonicCounter(this, newId(name, tags));
  }

  /**
   * Returns a monotonic counter of doubles.
   *
   * @param id name and tags
   * @return the meter
   */
  public MonotonicCounter monotonicCounter(MeterId id) {
    return new MonotonicCounter(this, common(id));
  }

  /**
   * Returns a monotonic counter of unsigned longs without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public MonotonicCounterUint monotonicCounterUint(String name) {
    return monotonicCounterUint(name, Map.of());
  }

  /**
   * Returns a monotonic counter of unsigned longs.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public MonotonicCounterUint monotonicCounterUint(String name, Map<String, String> tags) {
    return new MonotonicCounterUint(this, newId(name, tags));
  }

  /**
   * Returns a monotonic counter of unsigned longs.
   *
   * @param id name and tags
   * @return the meter
   */
  public MonotonicCounterUint monotonicCounterUint(MeterId id) {
    return new MonotonicCounterUint(this, common(id));
  }

  /**
   * Returns a percentile distribution summary without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public PercentileDistributionSummary percentileDistributionSummary(String name) {
    return percentileDistributionSummary(name, Map.of());
  }

  /**
   * Returns a percentile distribution summary.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public PercentileDistributionSummary percentileDistributionSummary(
      String name, Map<String, String> tags) {
    return new PercentileDistributionSummary(this, newId(name, tags));
  }

  /**
   * Returns a percentile distribution summary.
   *
   * @param id name and tags
   * @return the meter
   */
  public PercentileDistributionSummary percentileDistributionSummary(MeterId id) {
    return new PercentileDistributionSummary(this, common(id));
  }

  /**
   * Returns a percentile timer without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public PercentileTimer percentileTimer(String name) {
    return percentileTimer(name, Map.of());
  }

  /**
   * Returns a percentile timer.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public PercentileTimer percentileTimer(String name, Map<String, String> tags) {
    return new PercentileTimer(this, newId(name, tags));
  }

  /**
   * Returns a percentile timer.
   *
   * @param id name and tags
   * @return the meter
   */
  public PercentileTimer percentileTimer(MeterId id) {
    return new PercentileTimer(this, common(id));
  }

  /**
   * Returns a timer without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public Timer timer(String name) {
    return timer(name, Map.of());
  }

  /**
   * Returns a timer.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public Timer timer(String name, Map<String, String> tags) {
    return new Timer(this, newId(name, tags));
  }

  /**
   * Returns a timer.
   *
   * @param id name and tags
   * @return the meter
   */
  public Timer timer(MeterId id) {
    return new Timer(this, common(id));
  }

  /**
   * Returns what takes the lines.
   *
   * @return a {@link MemoryWriter} for the location {@code memory}
   */
  public LineWriter writer() {
    return writer;
  }

  void dropped(MeterId id) {
    dropped.increment();
    warnings.warn(
        "updates of the meter '"
            + id.shown()
            + "' are dropped: their values are none of its kind, or it has no good name or tags",
        null);
  }

  /**
   * Returns how many updates were not sent because the agent would not understand them as they were
   * meant: with a negative count, not a number, or of a meter without a name.
   *
   * @return updates since the start
   */
  public long droppedUpdates() {
    return dropped.sum();
  }

  /**
   * Returns the tags of all meters.
   *
   * @return the common tags; unmodifiable
   */
  public Map<String, String> extraCommonTags() {
    return commonTags.asMap();
  }

  /** Writes what waits in the buffer. */
  public void flush() {
    writer.flush();
  }

  /** Writes what waits and closes the writer. A second call does nothing. */
  @Override
  public void close() {
    writer.close();
  }
}
