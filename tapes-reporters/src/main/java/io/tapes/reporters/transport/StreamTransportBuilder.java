package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.time.Duration;

/** Settings of a {@link StreamTransport}. One thread at a time may use a builder. */
public final class StreamTransportBuilder {
  final String target;
  final StreamTransport.Addresses addresses;
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration writeTimeout = Duration.ofSeconds(10);
  int bufferBytes = 64 << 10;
  Clock clock = Clock.SYSTEM;

  StreamTransportBuilder(String target, StreamTransport.Addresses addresses) {
    this.target = target;
    this.addresses = addresses;
  }

  StreamTransportBuilder copy() {
    StreamTransportBuilder copy =
        new StreamTransportBuilder(target, addresses)
            .connectTimeout(connectTimeout)
            .writeTimeout(writeTimeout)
            .bufferBytes(bufferBytes);
    copy.clock = clock;
    return copy;
  }

  /**
   * Limits how long one address may take to accept a connection.
   *
   * @param newTimeout at least 1 ms; 5 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public StreamTransportBuilder connectTimeout(Duration newTimeout) {
    connectTimeout = Targets.requirePositive("connect time-out", newTimeout);
    return this;
  }

  /**
   * Limits how long the receiver may take to make room for a buffer.
   *
   * @param newTimeout at least 1 ms; 10 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public StreamTransportBuilder writeTimeout(Duration newTimeout) {
    writeTimeout = Targets.requirePositive("write time-out", newTimeout);
    return this;
  }

  /**
   * Sets how much is gathered for one write, which is also the longest line with its line feed.
   *
   * @param newBytes from 1 to 2^30; 64 KiB by default
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public StreamTransportBuilder bufferBytes(int newBytes) {
    bufferBytes = Targets.requireBufferBytes(newBytes);
    return this;
  }

  /**
   * Makes the transport. It does not connect before the first flush.
   *
   * @return the transport
   */
  public StreamTransport build() {
    return new StreamTransport(this);
  }
}
