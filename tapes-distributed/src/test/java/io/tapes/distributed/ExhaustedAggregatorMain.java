package io.tapes.distributed;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.report.ReportSchedule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Arguments: address, state file, the address of another aggregator. An aggregator that passes on
 * and reports. For each line it is without memory for so many milliseconds as the line says, and
 * answers with how many reports there were until now.
 */
final class ExhaustedAggregatorMain {
  private ExhaustedAggregatorMain() {}

  public static void main(String[] arguments) throws IOException {
    Counter reports = Registry.create().counter("reports");
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder()
                .address(arguments[0])
                .state(Path.of(arguments[1]))
                .upstream(arguments[2])
                .stateInterval(Duration.ofMillis(50))
                .build()
                .start();
        BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      ReportSchedule schedule =
          ReportSchedule.every(Duration.ofMillis(20), aggregator, snapshot -> reports.increment());
      System.out.println("READY");
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        if (!line.equals("0") && Exhaustion.during(Long.parseLong(line)) == 0) {
          throw new IllegalStateException("there was memory all the time");
        }
        System.out.println(reports.value());
      }
      schedule.close();
    }
  }
}
