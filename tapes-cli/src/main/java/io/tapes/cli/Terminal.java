package io.tapes.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a terminal's screen that is drawn again and again in place. It stays in the scroll-back
 * as it was drawn last, and there is no state of the terminal to be restored, however the process
 * ends. For one thread.
 */
final class Terminal {
  private static final String ERASE_LINE_END = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");

  private final PrintStream out;
  private int drawn;

  Terminal(PrintStream out) {
    this.out = out;
  }

  /** Lines and columns. */
  record Size(int lines, int columns) {
    static final Size USUAL = new Size(24, 80);
  }

  /** Whether standard output (and, as Java has it, standard input) is a terminal that can draw. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal tells them apart since Java 22
  static boolean isPresent() {
    Console console = System.console();
    String kind = System.getenv("TERM");
    return console != null && isTerminal(console) && kind != null && !kind.equals("dumb");
  }

  /** Since Java 22 there may be a console without a terminal, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** The size now; Java cannot tell, {@code stty} can. */
  static Size size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher matcher = SIZE.matcher(answer);
      if (stty.waitFor(1, TimeUnit.SECONDS) && matcher.matches()) {
        Size size =
            new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return size.lines() > 0 && size.columns() > 0 ? size : Size.USUAL;
      }
    } catch (IOException e) {
      // No stty here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Size.USUAL;
  }

  /** Draws lines over those of the last call, each cut to so many columns: none may wrap. */
  void draw(List<String> lines, int columns) {
    StringBuilder text = new StringBuilder("\r");
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    for (String line : lines) {
      text.append(line, 0, Math.min(columns, line.length())).append(ERASE_LINE_END).append('\n');
    }
    text.append(ERASE_BELOW);
    out.print(text);
    out.flush();
    drawn = lines.size();
  }
}
