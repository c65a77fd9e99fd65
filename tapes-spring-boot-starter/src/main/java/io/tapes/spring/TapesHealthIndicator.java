package io.tapes.spring;

import io.tapes.Registry;
import io.tapes.distributed.DistributedRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells whether an aggregator listens. An application serves as well without one, and what it
 * records is kept: so it is unknown rather than down, which leaves the application up.
 */
final class TapesHealthIndicator implements HealthIndicator {
  private final Registry registry;

  TapesHealthIndicator(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    if (registry instanceof DistributedRegistry worker) {
      boolean connected = worker.isConnected();
      health.status(connected ? Status.UP : Status.UNKNOWN).withDetail("connected", connected);
    }
    registry.trouble().ifPresent(sentence -> health.unknown().withDetail("trouble", sentence));
    return health.build();
  }
}
