package io.tapes.distributed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Counts what it is told to: a worker that delivers when it connects, and then nothing for a
 * minute. Arguments: address, the folder of black boxes or '-', perhaps a group. Answers each line,
 * a number to add or 'connect'.
 */
public final class OrderedWorkerMain {
  private OrderedWorkerMain() {}

  public static void main(String[] arguments) throws IOException {
    DistributedRegistryBuilder builder =
        DistributedRegistry.builder().address(arguments[0]).flushInterval(Duration.ofMinutes(1));
    if (!arguments[1].equals("-")) {
      builder.blackBoxFolder(Path.of(arguments[1]));
    }
    if (arguments.length > 2) {
      builder.group(arguments[2]);
    }
    DistributedRegistry registry = builder.build();
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        if (order.equals("connect")) {
          registry.connect();
        } else {
          registry.counter("c").increment(Long.parseLong(order));
        }
        System.out.println("done");
      }
    }
  }
}
