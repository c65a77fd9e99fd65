package io.tapes.distributed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Arguments: address, perhaps a state file and a folder of black boxes, perhaps the address of
 * another aggregator, or '-' for either; perhaps a group. Answers each line, a path into the stats,
 * by the number there or -1.
 */
final class AggregatorMain {
  private AggregatorMain() {}

  private static RegistryAggregator aggregator(String[] arguments) {
    RegistryAggregatorBuilder builder = RegistryAggregator.builder().address(arguments[0]);
    if (arguments.length > 1) {
      builder.state(Path.of(arguments[1])).heartbeatTimeout(Duration.ofSeconds(3));
    }
    if (arguments.length > 2 && !arguments[2].equals("-")) {
      builder.blackBoxFolder(Path.of(arguments[2]));
    }
    if (arguments.length > 3 && !arguments[3].equals("-")) {
      builder.upstream(arguments[3]);
    }
    if (arguments.length > 4) {
      builder.group(arguments[4]);
    }
    return builder.build();
  }

  public static void main(String[] arguments) throws IOException {
    try (RegistryAggregator aggregator = aggregator(arguments).start();
        BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("READY");
      for (String path = questions.readLine(); path != null; path = questions.readLine()) {
        System.out.println(aggregator.snapshot().at(path).orElse(-1));
      }
    }
  }
}
