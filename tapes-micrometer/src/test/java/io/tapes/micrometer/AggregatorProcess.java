package io.tapes.micrometer;

import io.tapes.Snapshot;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.reporters.json.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * An aggregator that writes what it knows into a file, again and again. Arguments: address, state
 * file, folder of black boxes, file to write.
 */
final class AggregatorProcess {
  private AggregatorProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder()
            .address(arguments[0])
            .state(Path.of(arguments[1]))
            .blackBoxFolder(Path.of(arguments[2]))
            .heartbeatTimeout(Duration.ofSeconds(2))
            .build()
            .start()) {
      Path file = Path.of(arguments[3]);
      Path begun = file.resolveSibling(file.getFileName() + ".new");
      while (true) {
        Snapshot now = aggregator.snapshot();
        Files.writeString(begun, JsonFormat.pretty().format(now));
        Files.move(
            begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Thread.sleep(50);
      }
    }
  }
}
