package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.stream.StreamReporter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Reporters to standard output and to a file of JSON lines. */
final class Streams {
  private Streams() {}

  static Reporter open(Spec spec, PrintStream out) {
    String target = spec.required("file");
    if (target.equals("-")) {
      return new StreamReporter(out);
    }
    try {
      return StreamReporter.file(spec.path("file"));
    } catch (IOException e) {
      throw UserError.runtime("cannot append to '" + target + "': " + why(e), e);
    }
  }

  static PrintStream standard(Spec spec, PrintStream out) {
    return switch (spec.required("stream")) {
      case "-", "stdout" -> out;
      case "stderr" -> System.err;
      default -> throw spec.error("the console is 'stdout' or 'stderr'");
    };
  }

  /** The usual failures have nothing but the file's name as their message. */
  private static String why(IOException e) {
    return e instanceof NoSuchFileException
        ? "its folder does not exist"
        : e instanceof AccessDeniedException ? "it may not be written to" : e.toString();
  }
}
