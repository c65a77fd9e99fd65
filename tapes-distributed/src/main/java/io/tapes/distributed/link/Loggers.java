package io.tapes.distributed.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loggers of the two ends. They have the names of the public classes, which users know and
 * configure, whichever class behind those writes. Any thread.
 */
public final class Loggers {
  public static final Logger WORKER =
      LoggerFactory.getLogger("io.tapes.distributed.DistributedRegistry");

  public static final Logger AGGREGATOR =
      LoggerFactory.getLogger("io.tapes.distributed.RegistryAggregator");

  private Loggers() {}
}
