package io.tapes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapes top}: a live view of the JSON that an aggregator or an application serves. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show the metrics that an aggregator or an application serves over HTTP.")
final class TopCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PLAIN_COLUMNS = 120;

  private final Session session;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ObjectMapper json = new ObjectMapper();
  private final StatsTable table = new StatsTable();

  @Parameters(
      paramLabel = "URL",
      description =
          "Such as http://127.0.0.1:8889, or http://127.0.0.1:8889/stats/demo for a part.")
  private String address = "";

  @Option(names = "--once", description = "Show the present state and exit.")
  private boolean once;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "How often to look, ${DEFAULT-VALUE} by default.")
  private String interval = "";

  TopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    URI uri = statsUri(address);
    Duration pause = Durations.parse(interval);
    boolean draws = !once && Terminal.isPresent();
    Terminal terminal = new Terminal(session.out());
    // The first answer decides whether the address is right; later an application may restart.
    Map<?, ?> stats = read(uri);
    String title = uri.toString();
    while (true) {
      List<StatsRow> rows = table.next(stats, System.nanoTime());
      show(title, rows, draws, terminal);
      if (once || session.termination().await(pause)) {
        return 0;
      }
      try {
        stats = read(uri);
        title = uri.toString();
      } catch (UserError e) {
        title = e.sentence();
      }
    }
  }

  private void show(String title, List<StatsRow> rows, boolean draws, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    Terminal.Size size = draws ? Terminal.size() : Terminal.Size.USUAL;
    lines.add(title);
    if (draws) {
      lines.addAll(table.lines(rows, size.columns() - 1, size.lines() - 3));
      terminal.draw(lines, size.columns() - 1);
    } else {
      lines.addAll(table.lines(rows, PLAIN_COLUMNS, Integer.MAX_VALUE));
      lines.forEach(session.out()::println);
      session.requireReader();
    }
  }

  static URI statsUri(String address) {
    if (address.startsWith("ipc:") || address.startsWith("tcp:")) {
      throw UserError.usage(
          "'"
              + address
              + "' is where workers send to, and only its aggregator may read there; start that"
              + " with --http 127.0.0.1:8889 and look at http://127.0.0.1:8889");
    }
    try {
      URI uri = URI.create(address);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && scheme != null && scheme.matches("(?i)https?")) {
        String path = uri.getPath();
        return path == null || path.isEmpty() || path.equals("/") ? uri.resolve("/stats") : uri;
      }
    } catch (IllegalArgumentException e) {
      throw notOne(address, e);
    }
    throw notOne(address, null);
  }

  private static UserError notOne(String address, @Nullable Throwable cause) {
    String sentence =
        address.matches("(?i)https?://[^/]*_.*")
            ? "'"
                + address
                + "' has a host name with an underscore, which Java's HTTP client does"
                + " not take; use another name of that host, or its address"
            : "'" + address + "' is not a URL; write http://127.0.0.1:8889";
    return cause == null ? UserError.usage(sentence) : UserError.usage(sentence, cause);
  }

  private Map<?, ?> read(URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "application/json").build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw UserError.runtime(
            uri + " answered with status " + response.statusCode() + " instead of 200");
      }
      if (json.readValue(response.body(), Object.class) instanceof Map<?, ?> stats) {
        return stats;
      }
      throw UserError.runtime(uri + " answered with a single value; take a path above it");
    } catch (JsonProcessingException e) {
      throw UserError.runtime(uri + " answered with something else than JSON", e);
    } catch (ConnectException e) {
      throw UserError.runtime("no server listens at " + uri.getAuthority() + "; is it started?", e);
    } catch (IOException e) {
      throw UserError.runtime("no answer from " + uri + ": " + UserError.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.runtime("interrupted while waiting for " + uri, e);
    }
  }
}
