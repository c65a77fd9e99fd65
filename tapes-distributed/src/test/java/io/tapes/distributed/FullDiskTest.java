package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.Tags;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * File systems that are full, which are small ones that the test fills. It takes the right to mount
 * them; where that is missing the tests are skipped, required or not.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;
  private Path small;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", small.toString()) == 0,
        "no right to mount a small file system; nothing is shown about full ones");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "--lazy", "--quiet", small.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }

  private Path fill() throws IOException {
    Path filler = small.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      return filler; // full
    }
  }

  private RegistryAggregatorBuilder aggregator() {
    return RegistryAggregator.builder().address("ipc://" + folder.resolve("a.ipc"));
  }

  private DistributedRegistryBuilder worker() {
    return DistributedRegistry.builder().address("ipc://" + folder.resolve("a.ipc"));
  }

  @Test
  void aStateFileWithoutRoom_holdsUpTheGoodbyesUntilThereIsSome() throws Exception {
    Path state = small.resolve("state");
    try (RegistryAggregator aggregator = aggregator().state(state).build().start()) {
      Path filler = fill();
      DistributedRegistry registry = worker().build();
      registry.connect();
      for (int i = 0; i < 2_000; i++) {
        registry.counter("c", Tags.of("n", "" + i)).increment();
      }
      assertFalse(registry.close(Duration.ofSeconds(2)));
      assertTrue(aggregator.snapshot().number("tapes.state.errors.value") > 0);
      assertEquals(1, aggregator.snapshot().number("c.{n=7}.value"));

      Files.delete(filler);
      try (DistributedRegistry next = worker().build()) {
        next.connect();
        next.counter("d").increment();
        assertTrue(next.close(LONG));
      }
    }
    try (RegistryAggregator again = aggregator().state(state).build().start()) {
      assertEquals(1, again.snapshot().number("c.{n=7}.value"));
      assertEquals(1, again.snapshot().number("d.value"));
    }
  }

  @Test
  void aBlackBoxWithoutRoomFromTheBeginning_isDoneWithout() throws Exception {
    fill();
    try (RegistryAggregator aggregator = aggregator().build().start();
        DistributedRegistry registry = worker().blackBoxFolder(small).build()) {
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(LONG));
      assertEquals(1, aggregator.snapshot().number("c.value"));
    }
  }

  @Test
  void aBlackBoxThatFindsNoMoreRoom_recordsTheRestOutside() throws Exception {
    try (RegistryAggregator aggregator = aggregator().blackBoxFolder(small).build().start();
        DistributedRegistry registry = worker().blackBoxFolder(small).build()) {
      registry.connect();
      registry.counter("c", Tags.of("n", "first")).increment();
      fill();
      for (int i = 0; i < 5_000; i++) {
        registry.histogram("h", Tags.of("n", "" + i)).record(1L << (i % 40));
      }
      assertTrue(registry.snapshot().number("tapes.blackbox.outside.value") > 0);
      assertTrue(registry.close(LONG));
      assertEquals(1, aggregator.snapshot().number("c.{n=first}.value"));
      for (int i = 0; i < 5_000; i += 100) {
        assertEquals(1, aggregator.snapshot().number("h.{n=" + i + "}.count"));
      }
    }
  }
}
