package io.tapes.cli;

import io.tapes.distributed.RegistryAggregatorBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
          "Leave out series that no worker has had for that long, such as 1h, or up to a quarter"
              + " longer; by default they stay for good.")
  private @Nullable String expireSeries;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description =
          "Let the members of a group connect to the socket file, and count their black boxes;"
              + " otherwise that takes the same user.")
  private @Nullable String group;

  @Option(
      names = "--socket-mode",
      paramLabel = "MODE",
      description = "The mode of the socket file, 0600 by default, or 0660 with --group.")
  private @Nullable String socketMode;

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      description =
          "What all workers together may take of the heap, such as 512m or 2g; by default half of"
              + " it, or a third with --state.")
  private @Nullable String memoryLimit;

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

  /** Beside the sums: what destinations had when their last report failed. */
  Optional<Path> undelivered() {
    return Optional.ofNullable(state).map(file -> Path.of(file + ".undelivered"));
  }

  /**
   * Sets what is given.
   *
   * @param memoryLimitOfFile counts where there is no flag
   */
  void apply(RegistryAggregatorBuilder builder, Optional<Long> memoryLimitOfFile) {
    Optional.ofNullable(memoryLimit)
        .map(Sizes::parse)
        .or(() -> memoryLimitOfFile)
        .ifPresent(builder::memoryLimit);
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
    if (group != null) {
      builder.group(group);
    }
    if (socketMode != null) {
      builder.socketMode(socketMode);
    }
  }
}
