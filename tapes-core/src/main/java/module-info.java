/**
 * Instruments, registries, snapshots and their reporting.
 *
 * <p>What is exported to parts of this library only is not for applications: it changes without
 * notice.
 */
@SuppressWarnings("module") // the parts are compiled later, and not all of them are there
module io.tapes {
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.tapes;
  exports io.tapes.distribution;
  exports io.tapes.jvm;
  exports io.tapes.report;
  exports io.tapes.blackbox to
      io.tapes.distributed;
  exports io.tapes.files to
      io.tapes.annotations,
      io.tapes.cli,
      io.tapes.distributed,
      io.tapes.dropwizard,
      io.tapes.micrometer,
      io.tapes.opentelemetry,
      io.tapes.prometheus.client,
      io.tapes.reporters,
      io.tapes.spectator,
      io.tapes.spring,
      io.tapes.test;
  exports io.tapes.support to
      io.tapes.annotations,
      io.tapes.cli,
      io.tapes.distributed,
      io.tapes.dropwizard,
      io.tapes.micrometer,
      io.tapes.opentelemetry,
      io.tapes.prometheus.client,
      io.tapes.reporters,
      io.tapes.spectator,
      io.tapes.spring,
      io.tapes.test;

  uses io.tapes.support.StartupHook;
}
