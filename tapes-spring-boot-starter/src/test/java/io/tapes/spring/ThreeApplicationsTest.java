package io.tapes.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.distributed.ForkedJvm;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.spring.shop.ShopApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three applications on three ports, loaded over HTTP, behind one aggregator. */
@Timeout(value = 200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreeApplicationsTest {
  private static final long DEADLINE_NANOS = 90_000_000_000L;
  private static final int REQUESTS = 150;

  @TempDir Path folder;

  private final List<ForkedJvm> applications = new ArrayList<>();

  private String address() {
    return "ipc://" + folder.resolve("a.ipc");
  }

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address(address())
        .blackBoxFolder(folder.resolve("boxes"))
        .heartbeatTimeout(Duration.ofSeconds(2))
        .build()
        .start();
  }

  private void start(String name) throws IOException {
    applications.add(
        ForkedJvm.builder(ShopApplication.class)
            .args(
                "--shop.port=" + folder.resolve(name),
                "--tapes.distributed.address=" + address(),
                "--tapes.distributed.black-box-folder=" + folder.resolve("boxes"),
                "--tapes.tags.app=shop")
            .jvmOptions("-Xmx160m", "-XX:TieredStopAtLevel=1")
            .closeTimeout(Duration.ofSeconds(60))
            .name(name)
            .start());
  }

  private int port(String name) throws Exception {
    until(name + " listens", () -> Files.exists(folder.resolve(name)));
    return Integer.parseInt(Files.readString(folder.resolve(name)));
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("not in time: " + what);
      }
      Thread.sleep(50);
    }
  }

  /** How many requests of that outcome the applications say they have answered. */
  private static long requests(RegistryAggregator aggregator, String status) {
    Tags wanted = Tags.of("uri", "/items/{id}", "status", status, "app", "shop");
    return aggregator.snapshot().series().stream()
        .filter(one -> one.name().equals("http.server.requests"))
        .filter(one -> one.tags().containsAll(wanted))
        .map(Series::value)
        .mapToLong(value -> value.asDistribution().total().count())
        .sum();
  }

  @Test
  void requests_addUpToTheLedger_whetherTheyEndInGoodOrderOrAreKilled() throws Exception {
    try (RegistryAggregator aggregator = aggregator()) {
      List<String> names = List.of("one", "two", "three");
      for (String name : names) {
        start(name);
      }
      int found = 0;
      int missing = 0;
      for (String name : names) {
        int port = port(name);
        for (int i = 0; i < REQUESTS; i++) {
          int status = Web.get(port, "/items/" + i).statusCode();
          found += status == 200 ? 1 : 0;
          missing += status == 404 ? 1 : 0;
        }
        until(name + " has recorded what it has answered", () -> countOf(port) == REQUESTS);
      }
      assertEquals(300, found);
      assertEquals(150, missing);
      assertTrue(ProcessHandle.of(applications.get(0).pid()).orElseThrow().destroyForcibly());
      applications.forEach(ForkedJvm::close);
      until(
          "equality",
          () -> requests(aggregator, "200") >= 300 && requests(aggregator, "404") >= 150);
      assertEquals(300, requests(aggregator, "200"));
      assertEquals(150, requests(aggregator, "404"));
    } finally {
      applications.forEach(ForkedJvm::close);
    }
  }

  /** How many requests the process itself says it has answered; it records them afterwards. */
  private static long countOf(int port) throws IOException, InterruptedException {
    long count = 0;
    String answer = Web.get(port, "/actuator/tapes/http.server.requests").body();
    for (Map.Entry<String, JsonNode> series : new ObjectMapper().readTree(answer).properties()) {
      if (series.getKey().contains("uri=/items")) {
        count += series.getValue().path("count").asLong();
      }
    }
    return count;
  }
}
