package io.tapes.cli;

import io.tapes.distributed.RegistryAggregator;
import java.io.UncheckedIOException;

/** Starts aggregators for commands, whose users get a sentence when one cannot start. */
final class Aggregating {
  private Aggregating() {}

  static RegistryAggregator start(String address) {
    try {
      return RegistryAggregator.builder().address(address).build().start();
    } catch (IllegalArgumentException e) {
      throw UserError.usage(UserError.reason(e), e);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw UserError.runtime(UserError.reason(e), e);
    }
  }
}
