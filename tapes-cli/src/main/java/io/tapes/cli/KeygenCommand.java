package io.tapes.cli;

import io.tapes.distributed.CurveKeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tapes keygen}: keys for encrypted connections. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Make a pair of keys for connections to other hosts, and print the public one.",
      "The secret key goes to FILE, which only its owner may read, and the public one to FILE.pub."
          + " Nothing is overwritten."
    })
final class KeygenCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE", description = "For the secret key, such as tapes.key.")
  private Path file = Path.of("");

  KeygenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CurveKeyPair pair = CurveKeyPair.generate();
    try {
      pair.write(file);
    } catch (IOException e) {
      throw UserError.runtime(UserError.reason(e), e);
    }
    session.out().println(pair.publicKey());
    session.requireReader();
    return 0;
  }
}
