package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Tags;
import io.tapes.distributed.DistributedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A limit of memory in a flag, or in a file, is that of the aggregator. */
@Timeout(120)
class MemoryLimitTest {
  private static final int SERIES = 5_000;

  @TempDir Path folder;

  @Command
  private static final class Flags {
    @Mixin private final DistributedOptions options = new DistributedOptions();

    static DistributedOptions of(String... arguments) {
      Flags flags = new Flags();
      new CommandLine(flags).parseArgs(arguments);
      return flags.options;
    }
  }

  private Optional<Long> file(String text) throws Exception {
    return ConfigFile.read(Files.writeString(folder.resolve("c.yaml"), text)).memoryLimit();
  }

  /** Whether series of a worker with many of them were refused for want of memory. */
  private boolean refuses(DistributedOptions options, Optional<Long> ofFile) {
    try (var aggregator =
            Aggregating.start(
                "ipc://" + folder.resolve("a.ipc"), builder -> options.apply(builder, ofFile));
        DistributedRegistry worker =
            DistributedRegistry.builder().address(aggregator.address()).blackBox(false).build()) {
      for (int i = 0; i < SERIES; i++) {
        worker.counter("c", Tags.of("n", "" + i)).increment();
      }
      worker.connect();
      assertTrue(worker.close(Duration.ofSeconds(60)));
      return aggregator.snapshot().number("tapes.memory.refused.value") > 0;
    }
  }

  @Test
  void theFlag_limits() {
    assertTrue(refuses(Flags.of("--memory-limit", "1m"), Optional.empty()));
  }

  @Test
  void theFile_limits_whereThereIsNoFlag() throws Exception {
    Optional<Long> file = file("memory-limit: 1m");
    assertTrue(refuses(Flags.of(), file));
    assertFalse(refuses(Flags.of("--memory-limit", "64M"), file));
  }

  @Test
  void sizes_areBytesOrBinaryUnits() throws Exception {
    assertEquals(Optional.of(2_000_000L), file("memory-limit: 2000000"));
    assertEquals(Optional.of(3L << 10), file("memory-limit: 3k"));
    assertEquals(Optional.of(512L << 20), file("memory-limit: 512M"));
    assertEquals(Optional.of(2L << 30), file("memory-limit: 2g"));
    assertEquals(Optional.empty(), file("interval: 1s"));
  }
}
