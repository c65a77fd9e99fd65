package io.tapes.cli;

/** What the user is told in one sentence, without a stack trace, before the command fails. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int RUNTIME = 1;
  static final int USAGE = 2;

  private final String sentence;
  private final int exitCode;

  private UserError(int exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
    this.exitCode = exitCode;
  }

  private UserError(int exitCode, String sentence) {
    super(sentence);
    this.sentence = sentence;
    this.exitCode = exitCode;
  }

  /** Something went wrong that another command line would not have prevented. */
  static UserError runtime(String sentence) {
    return new UserError(RUNTIME, sentence);
  }

  static UserError runtime(String sentence, Throwable cause) {
    return new UserError(RUNTIME, sentence, cause);
  }

  /** The command line asks for what is not possible. */
  static UserError usage(String sentence) {
    return new UserError(USAGE, sentence);
  }

  static UserError usage(String sentence, Throwable cause) {
    return new UserError(USAGE, sentence, cause);
  }

  /** The message, which is never missing. */
  String sentence() {
    return sentence;
  }

  int exitCode() {
    return exitCode;
  }

  /** The message of an exception, or its type where it has none. */
  static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
