package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.Backends;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a real browser shows it. */
class DashboardTest {
  @Test
  void page_inChromium_showsTheMetricsAndRunsNothingThatTheyHold(@TempDir Path folder)
      throws Exception {
    Backends.require(Backends.onPath("chromium"), "chromium is missing: apt install chromium");
    Registry registry = Registry.create();
    registry.counter("jobs.done").increment(4711);
    registry
        .metric("payload")
        .unit("bytes")
        .description("Size of <requests>")
        .histogram()
        .record(512);
    registry.timer("db.query").record(Duration.ofMillis(3));
    registry
        .counter("evil", Tags.of("k", "<img src=x onerror=document.title='broken'>"))
        .increment();
    try (HttpReporter server = HttpReporter.builder(registry).port(0).build().start()) {
      Backends.Result page =
          Backends.run(
              Files.writeString(folder.resolve("empty"), ""),
              List.of(
                  "timeout",
                  "120",
                  "chromium",
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--user-data-dir=" + folder.resolve("profile"),
                  "--virtual-time-budget=3000",
                  "--dump-dom",
                  server.uri().toString()));
      assertEquals(0, page.status(), page.output());
      String dom = page.output();
      assertTrue(dom.contains("jobs.</span>done"), dom);
      assertTrue(dom.contains("<td>4,711</td>"), dom);
      assertTrue(dom.contains("db.</span>query"), dom);
      assertTrue(dom.contains("&lt;img src"), dom);
      assertTrue(dom.contains("payload <span class=\"dim\">bytes</span>"), dom);
      assertTrue(dom.contains("title=\"Size of "), dom);
      assertFalse(dom.contains("<title>broken"), dom);
    }
  }
}
