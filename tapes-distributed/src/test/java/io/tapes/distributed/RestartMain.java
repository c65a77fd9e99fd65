package io.tapes.distributed;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments: address, state file, folder of black boxes. Starts one aggregator as often as it is
 * told, in a process that may be another user's, or may not open many files.
 */
final class RestartMain {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final RegistryAggregator aggregator;
  private final List<FileInputStream> hoard = new ArrayList<>();

  private RestartMain(String address, String state, String boxes) {
    aggregator =
        RegistryAggregator.builder()
            .address(address)
            .state(Path.of(state))
            .blackBoxFolder(Path.of(boxes))
            .build();
  }

  public static void main(String[] arguments) throws IOException {
    RestartMain main = new RestartMain(arguments[0], arguments[1], arguments[2]);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(main.answer(order));
    }
  }

  private String answer(String order) throws IOException {
    return switch (order) {
      case "count" -> "" + aggregator.snapshot().number("c.value");
      case "start" -> started();
      case "files" -> Opened.files().toString();
      case "threads" -> Opened.threads().toString();
      case "deliver" -> delivered();
      case "hoard" -> hoarded();
      case "release" -> released();
      default -> throw new IllegalArgumentException(order);
    };
  }

  private String started() {
    try {
      aggregator.start();
      return "it listens";
    } catch (UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Also connects where it cannot at first. */
  private String delivered() throws IOException {
    try (DistributedRegistry registry =
        DistributedRegistry.builder().address(aggregator.address()).blackBox(false).build()) {
      String said = "";
      if (!hoard.isEmpty()) {
        try {
          registry.connect();
        } catch (UncheckedIOException e) {
          said = String.valueOf(e.getMessage());
        }
        released();
      }
      registry.connect();
      registry.counter("c").increment();
      return (said.isEmpty() ? "" : said + "; ") + registry.close(LONG);
    }
  }

  /** Opens all the files that there may be. */
  private String hoarded() throws IOException {
    try {
      while (true) {
        hoard.add(new FileInputStream("/dev/null"));
      }
    } catch (FileNotFoundException tooMany) {
      return "done";
    }
  }

  private String released() throws IOException {
    for (FileInputStream each : hoard) {
      each.close();
    }
    hoard.clear();
    return "done";
  }
}
