package io.tapes.cli;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;

/** The measured work of the demo: reads class files and deflates them. For one thread. */
final class DemoWork implements AutoCloseable {
  static final String DEFLATE = "demo.deflate";
  static final String BYTES = "demo.bytes";
  static final String RATE = "demo.rate";
  static final String FILES = "demo.files";
  static final String BYTES_IN = "demo.bytes.in";
  static final String IN_FLIGHT = "demo.inflight";
  static final String MODULE = "module";

  private final Registry registry;
  private final Timer deflate;
  private final Histogram bytes;
  private final Meter rate;
  private final Gauge inFlight;
  private final Amounts all;
  private final Map<String, Amounts> modules = new HashMap<>();
  private final Deflater deflater = new Deflater();
  private final byte[] deflated = new byte[1 << 16];

  /** The two counters of a module, or of all. */
  private record Amounts(Counter files, Counter bytesIn) {
    void add(long size) {
      files.increment();
      bytesIn.increment(size);
    }
  }

  DemoWork(Registry registry) {
    this.registry = registry;
    deflate = registry.timer(DEFLATE);
    bytes = registry.histogram(BYTES);
    rate = registry.meter(RATE);
    inFlight = registry.gauge(IN_FLIGHT, Aggregation.LIVE_SUM);
    inFlight.set(0);
    all = amounts(Tags.empty());
  }

  private Amounts amounts(Tags tags) {
    return new Amounts(registry.counter(FILES, tags), registry.counter(BYTES_IN, tags));
  }

  /** Takes one file. */
  void take(ClassFiles.ClassFile file) throws IOException {
    inFlight.add(1);
    try {
      byte[] content = Files.readAllBytes(file.path());
      deflate.time(() -> deflate(content));
      bytes.record(content.length);
      rate.mark();
      all.add(content.length);
      modules
          .computeIfAbsent(file.module(), module -> amounts(Tags.of(MODULE, module)))
          .add(content.length);
    } finally {
      inFlight.add(-1);
    }
  }

  private void deflate(byte[] content) {
    deflater.reset();
    deflater.setInput(content);
    deflater.finish();
    while (!deflater.finished()) {
      deflater.deflate(deflated);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
