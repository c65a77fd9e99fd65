package io.tapes.reporters;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A server of another project, started for a test on the loopback interface. */
public final class RealServer implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Process process;
  private final Path log;

  private RealServer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program, or skips the test (fails it where backends are required) if it is not there.
   *
   * @param program its path, or its name on the PATH
   * @param install how to get it
   * @param folder where it runs and its log goes
   * @param arguments what to call it with
   */
  public static RealServer start(String program, String install, Path folder, String... arguments)
      throws IOException {
    Backends.require(
        Files.isExecutable(Path.of(program)) || Backends.onPath(program),
        program + " is missing: " + install);
    List<String> command = new ArrayList<>();
    if (Backends.onPath("setpriv")) { // it must not outlive a test run that is killed
      command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    }
    command.add(program);
    command.addAll(List.of(arguments));
    Path log = folder.resolve("server.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new RealServer(builder.start(), log);
  }

  /** Ports that nobody listens on, for TCP and UDP. */
  public static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  /** Waits until somebody listens on a port of the loopback interface. */
  public RealServer awaitPort(int port) throws Exception {
    await(
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
          } catch (IOException e) {
            return false;
          }
        });
    return this;
  }

  /** Waits until a condition holds; fails with the server's log if it does not, or it died. */
  public void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        fail((process.isAlive() ? "still waiting; " : "it died; ") + end(log()));
      }
      Thread.sleep(20);
    }
  }

  private static String end(String log) {
    return log.substring(Math.max(0, log.length() - 2_000));
  }

  /** What the server said. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** The text at an address, whatever the status. */
  public static String get(String address) throws Exception {
    return request("GET", address);
  }

  /** The answer to a request without a body, whatever the status. */
  public static String request(String method, String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Whether there is an answer of status 2xx at an address. */
  public static boolean answers(String address) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
