package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.tapes.Registry;
import io.tapes.report.Reporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that all reporters that send requests have. */
class HttpReportersTest {
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          headers.add(exchange.getRequestHeaders());
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Reporter reporter(ReporterKind kind, String settings) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    String plain = kind == ReporterKind.REMOTE_WRITE ? "" : ",gzip=false";
    Spec spec = Spec.ofFlag("--" + kind.word(), url + plain + "," + settings, kind.main);
    spec.settings().put("type", kind.word());
    kind.check(spec);
    return kind.make(spec, System.out);
  }

  @ParameterizedTest
  @CsvSource({
    "OTLP, temporality=delta, token=t, Bearer t",
    "OTLP, service=shop, user=u;password=p, Basic dTpw",
    "INFLUX, database=d, token=t, Bearer t",
    "INFLUX, org=o;bucket=b, token=t, Token t",
    "PUSHGATEWAY, job=j, token=t, Bearer t",
    "PUSHGATEWAY, job=j, user=u;password=p, Basic dTpw",
    "REMOTE_WRITE, job=j;labels=site=a, token=t, Bearer t",
    "REMOTE_WRITE, protocol=v2;histograms=both, user=u;password=p, Basic dTpw"
  })
  void headersAndCredentials_areSent(
      ReporterKind kind, String own, String credentials, String authorization) throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment();
    String settings = own + ";" + credentials + ";headers=X-Team=a;headers=X-Site=b=c";
    try (Reporter reporter = reporter(kind, settings.replace(';', ','))) {
      reporter.report(registry.snapshot());
    }
    assertEquals("a", headers.get(0).getFirst("X-Team"));
    assertEquals("b=c", headers.get(0).getFirst("X-Site"));
    assertEquals(authorization, headers.get(0).getFirst("Authorization"));
    assertTrue(headers.get(0).getFirst("User-Agent").startsWith("Tapes-Java"));
  }

  @Test
  void resource_describesTheProcess() throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs").increment();
    String settings = "service=shop,resource=deployment.environment=prod,resource=site=a";
    try (Reporter reporter = reporter(ReporterKind.OTLP, settings)) {
      reporter.report(registry.snapshot());
    }
    for (String text : List.of("deployment.environment", "prod", "site", "shop")) {
      assertTrue(bodies.get(0).contains(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OTLP, user=u",
    "OTLP, password=p",
    "OTLP, user=u;password=p;token=t",
    "OTLP, certificate=c",
    "OTLP, key=k",
    "OTLP, ca=/no/such/file",
    "OTLP, token=",
    "OTLP, headers=x",
    "INFLUX, database=d;bucket=b;org=o;token=t",
    "INFLUX, bucket=b;org=o",
    "PUSHGATEWAY, user=u;password=",
    "OPENTSDB, tags=host=",
    "ELASTICSEARCH, index=Metrics",
    "REMOTE_WRITE, labels=le=x",
    "REMOTE_WRITE, native-schema=9",
    "REMOTE_WRITE, backlog=lots",
    "REMOTE_WRITE, gzip=true"
  })
  void halfOrEmptySettings_areRefused(ReporterKind kind, String settings) {
    assertThrows(UserError.class, () -> reporter(kind, settings.replace(';', ',')));
  }
}
