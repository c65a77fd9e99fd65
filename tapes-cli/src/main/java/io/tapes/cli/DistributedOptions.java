package io.tapes.cli;

import io.tapes.distributed.RegistryAggregatorBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What makes an aggregator outlive itself, and part of a tree. */
final class DistributedOptions {
  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Keep the sums in a file, so that they survive the end of this process, also by SIGKILL.")
  private @Nullable Path state;

  @Option(
      names = "--expire-series",
      paramLabel = "DURATION",
      description =
          "Leave out series that no worker has had for that long, such as 1h; by default they stay"
              + " for good.")
  private @Nullable String expireSeries;

  @Option(
      names = "--upstream",
      paramLabel = "ADDRESS",
      description = "Deliver the sums to another aggregator as well; needs --state.")
  private @Nullable String upstream;

  /**
   * Whether there are sums of an earlier process, which has reported them; asked before it starts.
   */
  boolean isResumed() {
    return state != null && Files.exists(state);
  }

  void apply(RegistryAggregatorBuilder builder) {
    if (upstream != null) {
      if (state == null) {
        throw UserError.usage("--upstream needs --state FILE, or sums would be counted twice");
      }
      builder.upstream(upstream);
    }
    if (expireSeries != null) {
      builder.expireSeriesAfter(Durations.parse(expireSeries));
    }
    if (state != null) {
      builder.state(state);
    }
  }
}
