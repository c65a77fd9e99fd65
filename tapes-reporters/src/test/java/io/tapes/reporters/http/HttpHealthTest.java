package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a source says of itself is what those hear who watch over it. */
class HttpHealthTest {
  private static final class Source implements SnapshotSource {
    private final Registry registry = Registry.create();
    private volatile Optional<String> trouble = Optional.empty();

    @Override
    public Snapshot snapshot() {
      return registry.snapshot();
    }

    @Override
    public Optional<String> trouble() {
      return trouble;
    }
  }

  @Test
  void whileTheSourceIsInTrouble_theAnswerIs503WithTheReason() throws Exception {
    Source source = new Source();
    try (HttpReporter server = HttpReporter.builder(source).port(0).build().start()) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest health = HttpRequest.newBuilder(server.uri().resolve("/health")).build();
      HttpResponse<String> up = client.send(health, BodyHandlers.ofString());
      assertEquals(200, up.statusCode());
      source.trouble = Optional.of("workers cannot connect to 'ipc://a\"b'");
      HttpResponse<String> down = client.send(health, BodyHandlers.ofString());
      assertEquals(503, down.statusCode());
      assertEquals(
          "{\"status\":\"down\",\"reason\":\"workers cannot connect to 'ipc://a\\\"b'\"}\n",
          down.body());
      source.trouble = Optional.empty();
      assertEquals(200, client.send(health, BodyHandlers.ofString()).statusCode());
    }
  }
}
