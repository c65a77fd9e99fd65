package io.tapes.cli;

import io.tapes.distributed.CurveKeyPair;
import io.tapes.distributed.CurvePublicKey;
import io.tapes.distributed.RegistryAggregatorBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys of an aggregator. */
final class KeyOptions {
  static final String VARIABLE = "TAPES_KEY";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The secret key of this aggregator, as 'tapes keygen' makes it; on tcp:// it then takes"
              + " encrypted connections only. Or the key itself in the variable "
              + VARIABLE
              + ".")
  private @Nullable Path key;

  @Option(
      names = "--allow",
      paramLabel = "PATH",
      description =
          "Let in only workers whose public key is in this file, or in the *.pub files of this"
              + " folder.")
  private @Nullable Path allow;

  @Option(
      names = "--upstream-key",
      paramLabel = "FILE",
      description = "The public key of the aggregator of --upstream.")
  private @Nullable Path upstreamKey;

  /**
   * Sets the keys.
   *
   * @param err where the public key is told, for workers to have it
   */
  void apply(RegistryAggregatorBuilder builder, PrintStream err) {
    try {
      Optional<CurveKeyPair> own = own();
      own.ifPresent(
          pair -> {
            builder.keys(pair);
            err.println("tapes aggregate: its public key is " + pair.publicKey());
          });
      if (allow != null) {
        builder.allow(allow);
      }
      if (upstreamKey != null) {
        builder.upstreamKey(CurvePublicKey.read(upstreamKey));
      }
    } catch (IOException e) {
      throw UserError.runtime(UserError.reason(e), e);
    }
  }

  private Optional<CurveKeyPair> own() throws IOException {
    if (key != null) {
      return Optional.of(CurveKeyPair.read(key));
    }
    String variable = System.getenv(VARIABLE);
    try {
      return Optional.ofNullable(variable).map(String::strip).map(CurveKeyPair::of);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("the variable " + VARIABLE + ": " + UserError.reason(e), e);
    }
  }
}
