package io.tapes.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.annotations.runtime.Registries;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.micrometer.TapesMeterRegistry;
import io.tapes.report.Reporter;
import io.tapes.spring.shop.ShopApplication;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One application in this process, as the starter makes it. */
class StarterTest {
  private static ConfigurableApplicationContext run(Class<?> more, String... arguments) {
    SpringApplication application = new SpringApplication(ShopApplication.class, more);
    application.setDefaultProperties(ShopApplication.DEFAULTS);
    application.setRegisterShutdownHook(false);
    return application.run(arguments);
  }

  private static int port(ConfigurableApplicationContext context) {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  /** Remembers what it was given, and whether the web server was still there. */
  @Configuration(proxyBeanMethods = false)
  static class Reporting {
    static final List<Snapshot> REPORTS = new CopyOnWriteArrayList<>();
    static volatile int serverPort;
    static volatile boolean answered;

    @Bean
    Reporter recording() {
      return snapshot -> {
        REPORTS.add(snapshot);
        try {
          answered = serverPort > 0 && Web.get(serverPort, "/items/1").statusCode() == 200;
        } catch (java.io.IOException | InterruptedException e) {
          answered = false;
        }
      };
    }
  }

  @Test
  void oneDependency_isEnough() throws Exception {
    try (ConfigurableApplicationContext context =
        run(Nothing.class, "--tapes.tags.zone=a", "--tapes.jvm=true")) {
      int port = port(context);
      assertEquals(200, Web.get(port, "/items/7").statusCode());
      Registry registry = context.getBean(Registry.class);
      assertSame(registry, context.getBean(TapesMeterRegistry.class).registry());
      assertEquals(1, context.getBeanNamesForType(MeterRegistry.class).length, "and no composite");
      String json = Web.get(port, "/actuator/tapes").body();
      JsonNode stats = new ObjectMapper().readTree(json);
      assertTrue(stats.at("/jvm/memory/used").size() > 2, json);
      assertTrue(json.contains("zone=a"), json);
      assertEquals("UP", health(port).path("status").asText());
      assertEquals(404, Web.get(port, "/actuator/tapes/nowhere").statusCode());
    }
  }

  private static JsonNode health(int port) throws Exception {
    return new ObjectMapper()
        .readTree(Web.get(port, "/actuator/health").body())
        .at("/components/tapes");
  }

  @Test
  void prometheus_getsThePageItAsksFor() throws Exception {
    try (ConfigurableApplicationContext context = run(Nothing.class)) {
      int port = port(context);
      Web.get(port, "/items/7");
      HttpResponse<String> text = Web.get(port, "/actuator/prometheus");
      assertTrue(type(text).startsWith("text/plain;version=0.0.4"), type(text));
      assertTrue(text.body().contains("\nhttp_server_requests_seconds_count{"), text.body());
      HttpResponse<String> open =
          Web.get(
              port,
              "/actuator/prometheus?includedNames=process_uptime_seconds",
              "Accept",
              "application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertTrue(type(open).startsWith("application/openmetrics-text"), type(open));
      assertTrue(open.body().endsWith("# EOF\n"), open.body());
      assertTrue(open.body().contains("\nprocess_uptime_seconds "), open.body());
      assertFalse(open.body().contains("http_server"), open.body());
    }
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").replace(" ", "");
  }

  @Test
  void theLastReport_comesAfterTheWebServer() throws Exception {
    ConfigurableApplicationContext context = run(Reporting.class, "--tapes.report.interval=1h");
    int port = port(context);
    Reporting.serverPort = port;
    for (int i = 0; i < 5; i++) {
      assertEquals(200, Web.get(port, "/items/7").statusCode());
    }
    context.close();
    Snapshot last = Reporting.REPORTS.get(Reporting.REPORTS.size() - 1);
    assertFalse(Reporting.answered, "the web server had ended");
    assertEquals(
        5,
        last.series().stream()
            .filter(one -> one.name().equals("http.server.requests"))
            .mapToLong(one -> one.value().asDistribution().total().count())
            .sum());
  }

  @Test
  void withoutAnAggregator_theApplicationIsUp(@TempDir Path folder) throws Exception {
    try (ConfigurableApplicationContext context =
        run(
            Nothing.class,
            "--tapes.distributed.address=ipc://" + folder.resolve("nobody.ipc"),
            "--tapes.distributed.close-timeout=0s",
            "--tapes.distributed.black-box-folder=" + folder)) {
      DistributedRegistry registry = context.getBean(DistributedRegistry.class);
      assertFalse(registry.isConnected());
      assertEquals("UNKNOWN", health(port(context)).path("status").asText());
      assertEquals(200, Web.get(port(context), "/actuator/health").statusCode());
    }
  }

  @Test
  void annotations_recordIntoTheRegistry_whichStaysForClassesThatHaveIt() {
    try (ConfigurableApplicationContext context = run(Nothing.class)) {
      Registry first = context.getBean(Registry.class);
      assertSame(first, Registries.bind(StarterTest.class));
      try (ConfigurableApplicationContext second = run(Nothing.class)) {
        assertNotSame(first, second.getBean(Registry.class));
        assertSame(first, Registries.bind(StarterTest.class));
      }
    }
  }

  @Test
  void switchedOff_thereIsNothing() {
    try (ConfigurableApplicationContext context = run(Nothing.class, "--tapes.enabled=false")) {
      assertEquals(0, context.getBeanNamesForType(Registry.class).length);
      assertEquals(0, context.getBeanNamesForType(TapesMeterRegistry.class).length);
      assertFalse(context.containsBean("tapesEndpoint"));
    }
  }
}
