package io.tapes.reporters;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.report.ReportSchedule;
import io.tapes.report.Reporter;
import io.tapes.reporters.console.ConsoleReporter;
import io.tapes.reporters.csv.CsvReporter;
import io.tapes.reporters.graphite.GraphiteReporter;
import io.tapes.reporters.http.HttpReporter;
import io.tapes.reporters.influx.InfluxReporter;
import io.tapes.reporters.jmx.JmxReporter;
import io.tapes.reporters.otlp.OtlpReporter;
import io.tapes.reporters.prometheus.PrometheusFileReporter;
import io.tapes.reporters.prometheus.PushgatewayReporter;
import io.tapes.reporters.prometheus.RemoteWriteReporter;
import io.tapes.reporters.slf4j.Slf4jReporter;
import io.tapes.reporters.spectatord.SpectatordReporter;
import io.tapes.reporters.statsd.StatsdReporter;
import io.tapes.reporters.stream.StreamReporter;
import io.tapes.testing.Garbage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application in a container is loaded anew without the JVM's end: whatever of it a thread, a
 * property of the JDK or another library still holds keeps all its classes.
 */
class RedeployedApplicationTest {
  /** Runs in the application's loader. */
  @FunctionalInterface
  interface Use {
    void run(Registry registry, Path folder) throws Exception;
  }

  /**
   * Clears what only the JDK's caches hold softly at the first collection, as it would be cleared
   * before the memory is short: JDK 25 keeps method handles that way. Only strong references leak.
   */
  private static final String SOFT_IS_WEAK = "-XX:SoftRefLRUPolicyMSPerMB=0";

  /** What an application makes, uses and closes. Loaded and called by the application's loader. */
  public static final class Application {
    private static final Map<String, Use> USES =
        Map.ofEntries(
            entry("console", (registry, folder) -> report(registry, new ConsoleReporter(sink()))),
            entry("stream", (registry, folder) -> report(registry, new StreamReporter(sink()))),
            entry(
                "csv", (registry, folder) -> report(registry, CsvReporter.builder(folder).build())),
            entry("slf4j", (registry, folder) -> report(registry, Slf4jReporter.builder().build())),
            entry("jmx", (registry, folder) -> report(registry, JmxReporter.builder().build())),
            entry(
                "text file",
                (registry, folder) ->
                    report(registry, new PrometheusFileReporter(folder.resolve("page.prom")))),
            entry(
                "statsd",
                (registry, folder) -> report(registry, StatsdReporter.builder().port(9).build())),
            entry(
                "graphite",
                (registry, folder) -> report(registry, GraphiteReporter.builder().port(9).build())),
            entry(
                "influx",
                (registry, folder) ->
                    report(registry, InfluxReporter.http(nowhere()).database("metrics").build())),
            entry(
                "otlp",
                (registry, folder) -> report(registry, OtlpReporter.builder(nowhere()).build())),
            entry(
                "remote write",
                (registry, folder) ->
                    report(registry, RemoteWriteReporter.builder(nowhere(), "job").build())),
            entry(
                "pushgateway",
                (registry, folder) ->
                    report(registry, PushgatewayReporter.builder(nowhere(), "job").build())),
            entry(
                "spectatord by UDP",
                (registry, folder) -> report(registry, spectatord("udp://127.0.0.1:9"))),
            entry(
                "spectatord by Unix datagrams",
                (registry, folder) ->
                    report(registry, spectatord("unix://" + folder.resolve("nobody")))),
            entry("http", (registry, folder) -> serve(registry)));

    private Application() {}

    /** Runs one of them. */
    public static void run(String name, Path folder) throws Exception {
      Registry registry = Registry.create();
      registry.counter("jobs").increment();
      registry.timer("latency").record(Duration.ofMillis(3));
      registry.gauge("depth", () -> 4);
      USES.get(name).run(registry, folder);
    }

    private static PrintStream sink() {
      return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static SpectatordReporter spectatord(String location) {
      return SpectatordReporter.builder().location(location).build();
    }

    private static URI nowhere() {
      return URI.create("http://127.0.0.1:9/");
    }

    /** Reports on this thread, as a schedule and at close; that a peer is missing is no matter. */
    private static void report(Registry registry, Reporter reporter) throws Exception {
      try {
        reporter.report(registry.snapshot());
      } catch (java.io.IOException e) {
        // the usual state of a peer while an application is deployed
      }
      ReportSchedule.every(Duration.ofHours(1), registry, reporter).close();
    }

    private static void serve(Registry registry) throws Exception {
      try (HttpReporter server = HttpReporter.builder(registry).port(0).build().start()) {
        for (String path : new String[] {"metrics", "stats", ""}) {
          try (InputStream in = server.uri().resolve(path).toURL().openStream()) {
            assertTrue(in.readAllBytes().length > 0);
          }
        }
      }
    }
  }

  static Set<String> applications() {
    return new TreeSet<>(Application.USES.keySet());
  }

  /** In a JVM of its own: native libraries that are unloaded take along more than their own. */
  @ParameterizedTest
  @MethodSource("applications")
  void loader_afterClose_isFreed(String application, @TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                SOFT_IS_WEAK,
                "-cp",
                System.getProperty("java.class.path"),
                RedeployedApplicationTest.class.getName(),
                application,
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  /** Fails unless the loader of an application is freed. */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = run(arguments[0], Path.of(arguments[1]));
    displace();
    Garbage.await(
        () -> loader.get() == null, "something still holds the application's class loader");
  }

  private static WeakReference<ClassLoader> run(String application, Path folder) throws Exception {
    URLClassLoader loader = ApplicationLoader.ofClassPath(name -> true);
    Class<?> main = Class.forName(Application.class.getName(), true, loader);
    main.getMethod("run", String.class, Path.class).invoke(null, application, folder);
    loader.close();
    return new WeakReference<>(loader);
  }

  /** What {@link #displace} loads. */
  public record Any(String one) {}

  /**
   * The JDK's bootstrap of records' methods keeps the type that it was last asked for, until
   * another one comes (up to JDK 18); it is the only one, and it is not ours.
   */
  private static void displace() throws Exception {
    try (URLClassLoader loader = ApplicationLoader.ofClassPath(name -> true)) {
      Class<?> any = Class.forName(Any.class.getName(), true, loader);
      Object one = any.getConstructor(String.class).newInstance("x");
      assertEquals(one, any.getConstructor(String.class).newInstance("x"));
      assertEquals("x".hashCode(), one.hashCode());
    }
  }
}
