package io.tapes.reporters.console;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a print stream encodes characters in. */
final class StreamCharset {
  private StreamCharset() {}

  /** The character set; where the JDK is too old to tell, the one that every other one contains. */
  static Charset of(PrintStream stream) {
    try {
      Object charset = PrintStream.class.getMethod("charset").invoke(stream); // since JDK 18
      return charset instanceof Charset known ? known : StandardCharsets.US_ASCII;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return StandardCharsets.US_ASCII;
    }
  }
}
