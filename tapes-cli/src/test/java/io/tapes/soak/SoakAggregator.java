package io.tapes.soak;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The command {@code tapes aggregate} in a process of its own, perhaps not the first. One thread.
 */
final class SoakAggregator {
  private final String name;
  private final Path folder;
  private final Consumer<String> errors;
  private final List<String> arguments = new ArrayList<>();
  private final URI http;
  private SoakProcess process;

  /**
   * Starts it.
   *
   * @param folder where its socket and state file are
   * @param more further arguments
   */
  SoakAggregator(
      String name, Path folder, SoakPlan plan, Consumer<String> errors, List<String> more)
      throws IOException {
    this.name = name;
    this.folder = folder;
    this.errors = errors;
    // One that starts again must be found where its clients look for it.
    this.http = URI.create("http://127.0.0.1:" + freePort());
    arguments.addAll(List.of("aggregate", "--listen", address(), "--state", state().toString()));
    arguments.addAll(List.of("--http", http.getHost() + ":" + http.getPort()));
    arguments.addAll(List.of("--expire-series", plan.expiry().toMillis() + "ms"));
    arguments.addAll(List.of("--interval", plan.reports().toMillis() + "ms"));
    arguments.addAll(more);
    start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  void start() throws IOException {
    process = new SoakProcess(name, "-Xmx256m", errors, "io.tapes.cli.Main", arguments);
    String line = process.line();
    if (!line.equals("READY " + address())) {
      throw new IOException("the " + name + " says " + line);
    }
    process.drain();
  }

  String address() {
    return "ipc://" + socket();
  }

  Path socket() {
    return folder.resolve(name + ".ipc");
  }

  Path state() {
    return folder.resolve(name + ".state");
  }

  long stateBytes() throws IOException {
    return Files.size(state());
  }

  SoakProcess process() {
    return process;
  }

  URI http() {
    return http;
  }

  Page page() throws IOException {
    return Page.fetch(http);
  }
}
