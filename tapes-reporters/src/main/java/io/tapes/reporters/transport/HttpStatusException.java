package io.tapes.reporters.transport;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/** A server that answered, and refused. */
public final class HttpStatusException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int EXCERPT = 300;

  /** What the server answered. */
  private final int status;

  /** The first value of each header, by its name in any case. */
  private final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  HttpStatusException(String request, HttpReply refusal) {
    super(request + " was answered " + refusal.status() + excerpt(refusal.text()));
    this.status = refusal.status();
    refusal.headers().keySet().forEach(name -> headers.put(name, refusal.header(name).orElse("")));
  }

  private static String excerpt(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.isEmpty()
        ? ""
        : ": " + (line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + " …");
  }

  /**
   * Returns what the server answered.
   *
   * @return the status, such as 400
   */
  public int status() {
    return status;
  }

  /**
   * Returns a header of the answer.
   *
   * @param name in any case
   * @return its first value; empty where there is none
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * Returns whether the same request will be refused again, however often it is sent: its content
   * is wrong, or its sender.
   *
   * @return false where the server asks for another try or has a fault of its own
   */
  public boolean permanent() {
    return status < 500 && !HttpRetries.isWorthwhile(status);
  }
}
