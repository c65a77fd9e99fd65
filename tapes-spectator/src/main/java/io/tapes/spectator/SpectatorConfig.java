package io.tapes.spectator;

import io.tapes.Tags;
import io.tapes.reporters.spectatord.SpectatordLocation;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings of a {@link SpectatorRegistry}: where lines go, tags of all meters, and a buffer.
 *
 * <p>The environment variable {@code SPECTATOR_OUTPUT_LOCATION} comes before the location that is
 * set here; {@code TITUS_CONTAINER_NAME} and {@code NETFLIX_PROCESS_NAME} become the common tags
 * {@code nf.container} and {@code nf.process}. Any thread may use an instance.
 */
public final class SpectatorConfig {
  private static final String LOCATION = "SPECTATOR_OUTPUT_LOCATION";
  private static final Map<String, String> TAGS =
      Map.of("TITUS_CONTAINER_NAME", "nf.container", "NETFLIX_PROCESS_NAME", "nf.process");

  private final String location;
  private final Tags commonTags;
  private final int bufferSize;

  private SpectatorConfig(Builder builder) {
    SpectatordLocation.of(builder.location); // is refused also where another one is used
    String override = builder.environment.getOrDefault(LOCATION, "").strip();
    location = override.isEmpty() ? builder.location : override;
    SpectatordLocation.of(location);
    commonTags = commonTags(builder.extraCommonTags, builder.environment);
    bufferSize = builder.bufferSize;
  }

  private static Tags commonTags(Map<String, String> extra, Map<String, String> environment) {
    Map<String, String> tags = new HashMap<>();
    extra.forEach((key, value) -> put(tags, key, value));
    TAGS.forEach((variable, key) -> put(tags, key, environment.getOrDefault(variable, "")));
    return Tags.of(tags);
  }

  private static void put(Map<String, String> tags, String key, String value) {
    String trimmedKey = key == null ? "" : key.strip();
    String trimmed = value == null ? "" : value.strip();
    if (!trimmedKey.isEmpty() && !trimmed.isEmpty()) {
      tags.put(trimmedKey, trimmed);
    }
  }

  /**
   * Returns settings: to {@code udp}, without a buffer and extra tags, unless the builder is told
   * otherwise.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns where lines go.
   *
   * @return the location set, or that of the environment
   */
  public String location() {
    return location;
  }

  /**
   * Returns the tags of all meters.
   *
   * @return those set and those of the environment; unmodifiable
   */
  public Map<String, String> extraCommonTags() {
    return commonTags.asMap();
  }

  Tags commonTags() {
    return commonTags;
  }

  /**
   * Returns how much waits.
   *
   * @return bytes; 0 for no buffer
   */
  public int bufferSize() {
    return bufferSize;
  }

  /** Makes a {@link SpectatorConfig}. One thread at a time may use a builder. */
  public static final class Builder {
    private String location = "udp";
    private Map<String, String> extraCommonTags = Map.of();
    private int bufferSize;
    private Map<String, String> environment = System.getenv();

    Builder() {}

    /**
     * Sets where lines go.
     *
     * @param newLocation {@code none}, {@code memory}, {@code stdout}, {@code stderr}, {@code udp}
     *     (127.0.0.1:1234, the default), {@code unix} (/run/spectatord/spectatord.unix), {@code
     *     file://PATH}, {@code udp://HOST:PORT} or {@code unix://PATH}; Unix sockets need Netty's
     *     epoll transport
     * @return this builder
     */
    public Builder location(String newLocation) {
      location = newLocation;
      return this;
    }

    /**
     * Sets tags of all meters. They come before those that a meter is given.
     *
     * @param newTags values by key, without blanks at their ends; empty ones are ignored
     * @return this builder
     */
    public Builder extraCommonTags(Map<String, String> newTags) {
      extraCommonTags = new HashMap<>(newTags);
      return this;
    }

    /**
     * Sets how much waits, to be sent together when it is full, and every five seconds.
     *
     * @param newBytes 0, the default, for no buffer. No more than 60 KiB are sent together, and
     *     1,432 bytes to another host
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder bufferSize(int newBytes) {
      if (newBytes < 0) {
        throw new IllegalArgumentException(
            "buffer size " + newBytes + " is negative; use 0 for none, or some 2048 bytes");
      }
      bufferSize = newBytes;
      return this;
    }

    /** Sets the environment, for tests. */
    Builder environment(Map<String, String> newEnvironment) {
      environment = newEnvironment;
      return this;
    }

    /**
     * Makes the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if the location, or that of the environment, is none of the
     *     nine forms
     */
    public SpectatorConfig build() {
      return new SpectatorConfig(this);
    }
  }
}
