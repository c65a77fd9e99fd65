package io.tapes.spectator;

import io.tapes.reporters.spectatord.SpectatordLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Supplies meters that send a line to spectatord for each update. Nothing is kept: a meter may be
 * asked for again with each update, or once and be reused.
 *
 * <p>Any thread may use an instance. Updates throw nothing; see {@link LineWriter#lostLines} and
 * {@link #droppedUpdates}.
 */
public final class SpectatorRegistry extends NamedMeters implements AutoCloseable {
  private SpectatorRegistry(SpectatorConfig config) {
    super(
        new LineSink(writer(SpectatordLocation.of(config.location()), config.bufferSize())),
        config.commonTags());
    LineSink.LOG.info("create Registry with location={}, tags={}", config.location(), commonTags);
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

  /** The id with the common tags, which a user may have replaced, or which come from elsewhere. */
  private MeterId common(MeterId id) {
    return id.with(commonTags);
  }

  /**
   * Returns an age gauge.
   *
   * @param id name and tags
   * @return the meter
   */
  public AgeGauge ageGauge(MeterId id) {
    return new AgeGauge(lines, common(id));
  }

  /**
   * Returns a counter.
   *
   * @param id name and tags
   * @return the meter
   */
  public Counter counter(MeterId id) {
    return new Counter(lines, common(id));
  }

  /**
   * Returns a distribution summary.
   *
   * @param id name and tags
   * @return the meter
   */
  public DistributionSummary distributionSummary(MeterId id) {
    return new DistributionSummary(lines, common(id));
  }

  /**
   * Returns a gauge.
   *
   * @param id name and tags
   * @return the meter
   */
  public Gauge gauge(MeterId id) {
    return new Gauge(lines, common(id));
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
    return new Gauge(lines, newId(name, tags), timeToLive);
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
    return new Gauge(lines, common(id), timeToLive);
  }

  /**
   * Returns a max gauge.
   *
   * @param id name and tags
   * @return the meter
   */
  public MaxGauge maxGauge(MeterId id) {
    return new MaxGauge(lines, common(id));
  }

  /**
   * Returns a monotonic counter of doubles.
   *
   * @param id name and tags
   * @return the meter
   */
  public MonotonicCounter monotonicCounter(MeterId id) {
    return new MonotonicCounter(lines, common(id));
  }

  /**
   * Returns a monotonic counter of unsigned longs.
   *
   * @param id name and tags
   * @return the meter
   */
  public MonotonicCounterUint monotonicCounterUint(MeterId id) {
    return new MonotonicCounterUint(lines, common(id));
  }

  /**
   * Returns a percentile distribution summary.
   *
   * @param id name and tags
   * @return the meter
   */
  public PercentileDistributionSummary percentileDistributionSummary(MeterId id) {
    return new PercentileDistributionSummary(lines, common(id));
  }

  /**
   * Returns a percentile timer.
   *
   * @param id name and tags
   * @return the meter
   */
  public PercentileTimer percentileTimer(MeterId id) {
    return new PercentileTimer(lines, common(id));
  }

  /**
   * Returns a timer.
   *
   * @param id name and tags
   * @return the meter
   */
  public Timer timer(MeterId id) {
    return new Timer(lines, common(id));
  }

  /**
   * Returns what takes the lines.
   *
   * @return a {@link MemoryWriter} for the location {@code memory}
   */
  public LineWriter writer() {
    return lines.writer();
  }

  /**
   * Returns how many updates were not sent because the agent would not understand them as they were
   * meant: with a negative count, not a number, or of a meter without a name.
   *
   * @return updates since the start
   */
  public long droppedUpdates() {
    return lines.dropped();
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
    lines.writer().flush();
  }

  /** Writes what waits and closes the writer. A second call does nothing. */
  @Override
  public void close() {
    lines.writer().close();
  }
}
