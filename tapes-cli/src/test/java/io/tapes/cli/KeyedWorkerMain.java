package io.tapes.cli;

import io.tapes.distributed.CurveKeyPair;
import io.tapes.distributed.CurvePublicKey;
import io.tapes.distributed.DistributedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A worker with keys, in a process of its own: address, the aggregator's public key, its own. */
final class KeyedWorkerMain {
  private KeyedWorkerMain() {}

  public static void main(String[] args) throws IOException {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(args[0])
            .serverKey(CurvePublicKey.read(Path.of(args[1])))
            // As on another host: the aggregator trusts the boxes of its own user, keys or not.
            .blackBox(false)
            .keys(CurveKeyPair.read(Path.of(args[2])))
            .build();
    registry.connect();
    for (int i = 0; i < 10_000; i++) {
      registry.counter("jobs.done").increment();
    }
    System.exit(registry.close(Duration.ofSeconds(Long.parseLong(args[3]))) ? 0 : 1);
  }
}
