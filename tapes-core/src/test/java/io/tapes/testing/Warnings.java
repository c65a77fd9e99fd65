package io.tapes.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the process logs between opening and closing this. One at a time. */
public final class Warnings implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** SLF4J's simple logger prints to what System.err is at that moment. */
  public Warnings() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  /** All of it so far. */
  public String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Whether a sentence was logged. */
  public boolean has(String sentence) {
    return text().contains(sentence);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
