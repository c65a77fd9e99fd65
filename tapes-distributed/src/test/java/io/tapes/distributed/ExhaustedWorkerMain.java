package io.tapes.distributed;

import io.tapes.Counter;
import io.tapes.Histogram;
import io.tapes.distributed.link.IoThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments: address, folder of black boxes. For each line it records, while there is no memory for
 * so many milliseconds as the line says, and answers with how much it has recorded.
 */
final class ExhaustedWorkerMain {
  private static final int HISTOGRAMS = 3_000;

  /** As many as can be counted without care for who counts. */
  private static final int RECORDS = 1_000;

  private ExhaustedWorkerMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(arguments[0])
            .blackBoxFolder(Path.of(arguments[1]))
            .flushInterval(Duration.ofMillis(20))
            .build();
    registry.connect();
    Counter counter = registry.counter("c");
    List<Histogram> histograms = new ArrayList<>();
    for (int i = 0; i < HISTOGRAMS; i++) {
      histograms.add(registry.histogram("h" + i));
    }
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      Thread records = new Thread(() -> record(counter, histograms));
      records.start();
      if (!line.equals("0") && Exhaustion.during(Long.parseLong(line)) == 0) {
        throw new IllegalStateException("there was memory all the time");
      }
      records.join();
      System.out.println(counter.value());
    }
  }

  private static void record(Counter counter, List<Histogram> histograms) {
    for (int i = 0; i < RECORDS; i++) {
      counter.increment();
      histograms.get(i).record(7);
      IoThreads.pause(1);
    }
  }
}
