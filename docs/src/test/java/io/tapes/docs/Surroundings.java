package io.tapes.docs;

import io.tapes.Registry;
import java.util.ArrayDeque;
import java.util.Deque;

/** The application that the snippets are written in: what they use without declaring it. */
public abstract class Surroundings {
  /** A registry that the application has. */
  protected final Registry registry = Registry.create();

  /** A queue whose depth is worth a gauge. */
  protected final Deque<String> queue = new ArrayDeque<>();

  /** Something worth timing. */
  protected String fetch() {
    return "page";
  }

  /** Something worth timing that has no result. */
  protected void rebuild() {}

  /**
   * The snippet.
   *
   * @throws Exception as the snippet likes
   */
  public abstract void run() throws Exception;
}
