package io.tapes.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Flags of all reporters, each to every bad sink that it may meet. */
final class AllReporters {
  /** The logger of the reporter that logs, whose lines are not errors. */
  static final String LOGGER = "soakfigures";

  private AllReporters() {}

  static List<String> flags(BadSinks sinks, Path folder) {
    List<String> flags = new ArrayList<>();
    add(flags, "--statsd", sinks.udp());
    add(flags, "--statsd", "unix://" + sinks.unix());
    add(flags, "--statsd", "unix-datagram://" + folder.resolve("nobody"));
    add(flags, "--spectatord", "udp://" + sinks.udp());
    add(flags, "--spectatord", "unix://" + folder.resolve("nobody"));
    for (String sink : sinks.tcp()) {
      add(flags, "--statsd", "tcp://" + sink);
      add(flags, "--graphite", sink);
      add(flags, "--influx", "http://" + sink + ",database=soak");
      add(flags, "--otlp", "http://" + sink + ",temporality=delta");
      add(flags, "--pushgateway", "http://" + sink + ",job=soak");
      add(flags, "--opentsdb", sink);
      add(flags, "--elasticsearch", "http://" + sink);
      add(flags, "--cloudwatch", sink);
      add(flags, "--remote-write", "http://" + sink + ",histograms=both");
    }
    add(
        flags,
        "--otlp",
        "http://" + sinks.tcp().get(0) + "/c,temporality=cumulative,window=interval");
    add(flags, "--prometheus-file", folder.resolve("page.prom").toString());
    add(flags, "--stream", "-");
    add(flags, "--csv", folder.resolve("csv") + ",file-per-name=true");
    add(flags, "--hdr-log", folder.resolve("values.hlog").toString());
    add(flags, "--console", "stdout");
    add(flags, "--log", LOGGER);
    add(flags, "--jmx", "soak");
    return flags;
  }

  private static void add(List<String> flags, String flag, String value) {
    flags.add(flag);
    flags.add(value);
  }
}
