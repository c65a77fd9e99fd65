package io.tapes.distributed.link;

import java.io.IOException;

/** Why an aggregator does not listen, in one sentence with its remedy. */
public final class StartFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** A step that may fail. */
  @FunctionalInterface
  public interface Step<T> {
    T run() throws IOException;
  }

  /** A step without a result. */
  @FunctionalInterface
  public interface Action {
    void run() throws IOException;
  }

  private StartFailure(String sentence, IOException cause) {
    super(sentence, cause);
  }

  /** Returns the address is the trouble. */
  public static StartFailure listening(Endpoint endpoint, IOException cause) {
    return new StartFailure(
        "the aggregator cannot listen on '" + endpoint + "': " + reason(cause), cause);
  }

  /** Something else than the address is the trouble, such as its files. */
  public static StartFailure starting(Endpoint endpoint, IOException cause) {
    return new StartFailure(
        "the aggregator on '" + endpoint + "' cannot start: " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    return Exhausted.remedy(cause).orElseGet(() -> String.valueOf(cause.getMessage()));
  }

  public static <T> T listening(Endpoint endpoint, Step<T> step) throws StartFailure {
    try {
      return step.run();
    } catch (IOException e) {
      throw listening(endpoint, e);
    }
  }

  public static void listening(Endpoint endpoint, Action action) throws StartFailure {
    try {
      action.run();
    } catch (IOException e) {
      throw listening(endpoint, e);
    }
  }

  public static <T> T starting(Endpoint endpoint, Step<T> step) throws StartFailure {
    try {
      return step.run();
    } catch (IOException e) {
      throw starting(endpoint, e);
    }
  }
}
