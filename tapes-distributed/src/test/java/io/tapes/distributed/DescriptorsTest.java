package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More black boxes than an aggregator may have files open. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DescriptorsTest {
  private static final int BOXES = 400;
  private static final int DESCRIPTORS = 150;
  private static final int RECORDS = 7;

  @TempDir Path folder;

  private long files(Path in, String suffix) throws Exception {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(f -> f.toString().endsWith(suffix)).count();
    }
  }

  @Test
  void allBoxesAreCounted_andNoneIsSetAside() throws Exception {
    Path boxes = folder.resolve("boxes");
    String address = "ipc://" + folder.resolve("a.ipc");
    for (int i = 0; i < BOXES; i++) {
      DistributedRegistry registry =
          DistributedRegistry.builder()
              .address(address)
              .blackBoxFolder(boxes)
              .blackBoxBytes(512 * 1024)
              .build();
      registry.connect();
      registry.counter("c").increment(RECORDS);
      registry.close(Duration.ZERO);
    }
    assertEquals(BOXES, files(boxes, ".box"));
    Path state = folder.resolve("state");
    try (ChildJvm aggregator =
        ChildJvm.withDescriptors(
            DESCRIPTORS, AggregatorMain.class, address, state.toString(), boxes.toString())) {
      assertEquals("READY", aggregator.readLine());
      Await.until("every box", () -> aggregator.ask("c.value").equals("" + BOXES * RECORDS));
      Await.until("the end of the files", () -> files(boxes, ".box") == 0);
      assertEquals("0", aggregator.ask("tapes.blackbox.rejected.value"));
      assertEquals(0, files(boxes, ".refused"));
      assertEquals("0", aggregator.ask("tapes.state.errors.value"));
    }
    try (ChildJvm again =
        new ChildJvm(AggregatorMain.class, address, state.toString(), boxes.toString())) {
      assertEquals("READY", again.readLine());
      assertEquals("" + BOXES * RECORDS, again.ask("c.value"));
    }
  }
}
