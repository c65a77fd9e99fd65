package io.tapes.benchmarks;

/** The fleets of all libraries. */
final class Fleets {
  private Fleets() {}

  /** The fleet of a library by the name of its benchmark parameter. */
  static Fleet of(String peer) {
    return switch (peer) {
      case "tapes" -> new TapesFleet();
      case "dropwizard" -> new DropwizardFleet();
      case "micrometer" -> new MicrometerFleet();
      case "clientJava" -> new ClientJavaFleet();
      case "openTelemetry" -> new OpenTelemetryFleet();
      case "spectator" -> new SpectatorFleet();
      case "avaje" -> new AvajeFleet();
      default -> throw new IllegalArgumentException("no fleet of '" + peer + "'");
    };
  }
}
