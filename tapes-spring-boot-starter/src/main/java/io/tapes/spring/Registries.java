package io.tapes.spring;

import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.distributed.CurveKeyPair;
import io.tapes.distributed.CurvePublicKey;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.DistributedRegistryBuilder;
import java.io.IOException;

/** Makes registries as the settings say. */
final class Registries {
  private Registries() {}

  static Registry local(TapesProperties settings) {
    return Registry.builder()
        .maxSeries(settings.maxSeries())
        .commonTags(Tags.of(settings.tags()))
        .build();
  }

  /** A connected one. */
  static DistributedRegistry distributed(TapesProperties settings, String address)
      throws IOException {
    TapesProperties.Distributed given = settings.distributed();
    DistributedRegistryBuilder builder =
        DistributedRegistry.builder()
            .address(address)
            .flushInterval(given.flushInterval())
            .closeTimeout(given.closeTimeout())
            .maxSeries(settings.maxSeries())
            .commonTags(Tags.of(settings.tags()));
    if (given.blackBoxFolder() != null) {
      builder.blackBoxFolder(given.blackBoxFolder());
    }
    if (given.serverKey() != null) {
      builder.serverKey(CurvePublicKey.read(given.serverKey()));
    }
    if (given.key() != null) {
      builder.keys(CurveKeyPair.read(given.key()));
    }
    DistributedRegistry registry = builder.build();
    registry.connect();
    return registry;
  }
}
