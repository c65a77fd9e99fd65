package io.tapes.distributed;

import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Arguments: address, perhaps a state file and a folder of black boxes, perhaps the address of
 * another aggregator, or '-' for either; perhaps a group. Answers each line, a path into the stats,
 * by the number there or -1; or {@code jobs:N}, by what the jobs of worker N counted, or -1 if more
 * than the last one counted something else than a whole job.
 */
public final class AggregatorMain {
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

  /** What the jobs of a worker add up to. */
  static long jobs(Snapshot snapshot, String worker) {
    List<Long> jobs =
        snapshot.series().stream()
            .filter(s -> s.name().equals("job") && s.tags().containsAll(Tags.of("n", worker)))
            .map(s -> s.value().asSum().value())
            .toList();
    long partly = jobs.stream().filter(count -> count != LedgerMain.JOB_RECORDS).count();
    return partly > 1 ? -1 : jobs.stream().mapToLong(Long::longValue).sum();
  }

  public static void main(String[] arguments) throws IOException {
    try (RegistryAggregator aggregator = aggregator(arguments).start();
        BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("READY");
      for (String path = questions.readLine(); path != null; path = questions.readLine()) {
        Snapshot now = aggregator.snapshot();
        System.out.println(
            path.startsWith("jobs:") ? jobs(now, path.substring(5)) : now.at(path).orElse(-1));
      }
    }
  }
}
