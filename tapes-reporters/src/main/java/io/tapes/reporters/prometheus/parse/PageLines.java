package io.tapes.reporters.prometheus.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a page, one at a time, each ended by a line feed and nothing else; strict UTF-8. It
 * holds one line and a buffer, however long the page is.
 */
final class PageLines {
  /** The longest line, in bytes: help texts and labels of a megabyte are a mistake. */
  static final int LONGEST = 4 << 20;

  private static final int BUFFER = 1 << 14;

  private final InputStream in;
  private final long mostBytes;
  private byte[] bytes = new byte[BUFFER];

  /** What is read and not yet given out. */
  private int from;

  private int to;
  private long taken;
  private long number;
  private boolean unfinished;

  PageLines(InputStream in, long mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /** The number of the line that was given out last. */
  long number() {
    return number;
  }

  /** Whether the line that was given out last has no line feed behind it. */
  boolean isUnfinished() {
    return unfinished;
  }

  /** The next line without its line feed; null at the end. */
  @Nullable String next() throws IOException {
    int scanned = from;
    while (true) {
      for (int i = scanned; i < to; i++) {
        if (bytes[i] == '\n') {
          return line(i, i + 1);
        }
      }
      scanned = to - from; // as an offset: what is kept moves to the front
      if (!fill()) {
        if (from == to) {
          return null;
        }
        unfinished = true;
        return line(to, to);
      }
      scanned += from;
    }
  }

  private String line(int end, int next) throws IOException {
    number++;
    String line = decoded(end);
    from = next;
    return line;
  }

  private String decoded(int end) throws PrometheusSyntaxException {
    for (int i = from; i < end; i++) {
      if (bytes[i] < 0) {
        return decodedStrictly(end);
      }
    }
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private String decodedStrictly(int end) throws PrometheusSyntaxException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, end - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new PrometheusSyntaxException(number, "it is not UTF-8; write the page in UTF-8");
    }
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == bytes.length) {
      if (to >= LONGEST) {
        throw new PrometheusSyntaxException(
            number + 1, "it is longer than " + LONGEST + " bytes; is this a page of metrics?");
      }
      bytes = Arrays.copyOf(bytes, 2 * to);
    }
    int read = in.read(bytes, to, bytes.length - to);
    if (read <= 0) {
      return false;
    }
    to += read;
    taken += read;
    if (taken > mostBytes) {
      throw new PrometheusSyntaxException(
          number + 1,
          "the page is longer than " + mostBytes + " bytes; take a larger limit, or less of it");
    }
    return true;
  }
}
