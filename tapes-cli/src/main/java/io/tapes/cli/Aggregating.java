package io.tapes.cli;

import io.tapes.distributed.RegistryAggregator;
import io.tapes.distributed.RegistryAggregatorBuilder;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Starts aggregators for commands, whose users get a sentence when one cannot start. */
final class Aggregating {
  private Aggregating() {}

  static RegistryAggregator start(String address) {
    return start(address, builder -> {});
  }

  static RegistryAggregator start(String address, Consumer<RegistryAggregatorBuilder> settings) {
    try {
      RegistryAggregatorBuilder builder = RegistryAggregator.builder().address(address);
      settings.accept(builder);
      return builder.build().start();
    } catch (IllegalArgumentException e) {
      throw UserError.usage(UserError.reason(e), e);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw UserError.runtime(UserError.reason(e), e);
    }
  }
}
