package io.tapes.distributed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Argument: address. Answers each line, a path into the stats, by the number there or -1. */
final class AggregatorMain {
  private AggregatorMain() {}

  public static void main(String[] arguments) throws IOException {
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address(arguments[0]).build().start();
        BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("READY");
      for (String path = questions.readLine(); path != null; path = questions.readLine()) {
        System.out.println(aggregator.snapshot().at(path).orElse(-1));
      }
    }
  }
}
