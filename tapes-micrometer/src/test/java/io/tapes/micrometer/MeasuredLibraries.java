package io.tapes.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.binder.tomcat.TomcatMetrics;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Real libraries with Micrometer's binders: the JVM, Tomcat, HikariCP, executors, a cache, HTTP.
 */
final class MeasuredLibraries {
  private static final int REQUESTS = 20;

  private final MeterRegistry meters;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Tomcat tomcat = new Tomcat();
  private final HikariDataSource pool;
  private final ExecutorService threads;
  private final ExecutorService forkJoin;
  private final Cache<Integer, String> cache =
      Caffeine.newBuilder().maximumSize(10).recordStats().build();
  private final HttpClient http;

  MeasuredLibraries(MeterRegistry meters) throws Exception {
    this.meters = meters;
    bindJvm();
    startTomcat();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:page");
    config.setMaximumPoolSize(2);
    config.setPoolName("shop");
    config.setMetricRegistry(meters);
    pool = new HikariDataSource(config);
    threads = ExecutorServiceMetrics.monitor(meters, Executors.newFixedThreadPool(2), "fixed");
    forkJoin = ExecutorServiceMetrics.monitor(meters, Executors.newWorkStealingPool(2), "stealing");
    CaffeineCacheMetrics.monitor(meters, cache, "prices");
    http =
        MicrometerHttpClient.instrumentationBuilder(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), meters)
            .build();
  }

  private void bindJvm() {
    for (MeterBinder binder :
        List.of(
            new ClassLoaderMetrics(),
            new JvmCompilationMetrics(),
            new JvmGcMetrics(),
            new JvmHeapPressureMetrics(),
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadDeadlockMetrics(),
            new JvmThreadMetrics(),
            new DiskSpaceMetrics(new File("/")),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())) {
      binder.bindTo(meters);
      if (binder instanceof AutoCloseable closeable) {
        open.add(closeable);
      }
    }
  }

  private void startTomcat() throws Exception {
    Path base = Files.createTempDirectory("tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.setHostname("127.0.0.1");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(
        context,
        "hello",
        new HttpServlet() {
          private static final long serialVersionUID = 1;

          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.setStatus(request.getRequestURI().endsWith("/missing") ? 404 : 200);
            response.getWriter().write("hello");
          }
        });
    context.addServletMappingDecoded("/*", "hello");
    tomcat.start();
    TomcatMetrics metrics = new TomcatMetrics(context.getManager(), Tags.empty());
    metrics.bindTo(meters);
    open.add(metrics);
  }

  /** Uses all of them, and waits until they have said what they have to say. */
  void use() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      ask(i % 4 == 0 ? "/missing" : "/");
      work();
      assertEquals("price " + i % 15, cache.get(i % 15, key -> "price " + key));
    }
    cache.cleanUp();
    System.gc();
    while (meters.find("jvm.gc.pause").timer() == null) {
      Thread.onSpinWait(); // the collector tells it on a thread of its own
    }
  }

  private void ask(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void work() throws ExecutionException, InterruptedException, SQLException {
    List<Future<?>> done = new ArrayList<>();
    done.add(threads.submit(this::query));
    done.add(forkJoin.submit(this::query));
    for (Future<?> one : done) {
      one.get();
    }
  }

  private boolean query() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.createStatement().execute("select 1");
    }
  }

  void close() throws Exception {
    pool.close();
    threads.shutdownNow();
    forkJoin.shutdownNow();
    for (AutoCloseable one : open) {
      one.close();
    }
    tomcat.stop();
    tomcat.destroy();
  }
}
