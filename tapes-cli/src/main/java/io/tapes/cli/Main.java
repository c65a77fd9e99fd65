package io.tapes.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code tapes} command. Results go to standard output, messages to standard error; the exit
 * value is 0 for success only, 2 for a command line that asks for what is not possible, and 1 for
 * all else.
 */
@Command(
    name = "tapes",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Hierarchical metrics for Java that stay exact across JVMs.",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit values:%n",
    exitCodeList = {"0:success", "1:failure", "2:a command line that is not possible"})
public final class Main implements Runnable {
  @Option(
      names = "--verbose",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Log more, and show the stack trace of a failure.")
  private boolean verbose;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private Main() {}

  /**
   * Runs the command and ends the JVM.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    PrintStream err = System.err;
    // Not System.out: everything in here is UTF-8, and a line is flushed when it is complete.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Termination termination = Termination.ofSignals(err);
    int exitCode = UserError.RUNTIME;
    try {
      exitCode = run(new Session(out, err, termination), args);
      if (exitCode == 0 && out.checkError()) {
        exitCode = UserError.RUNTIME;
      }
    } finally {
      err.flush();
      termination.exit(exitCode);
    }
  }

  static int run(Session session, String... args) {
    Main main = new Main();
    CommandLine command =
        new CommandLine(main)
            .addSubcommand(new DemoCommand(session))
            .addSubcommand(ReporterOptions.on(new AggregateCommand(session)))
            .addSubcommand(new TopCommand(session))
            .addSubcommand(new KeygenCommand(session))
            .setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8))
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(
                (e, words) -> tell(session, e.getCommandLine(), sentence(e), UserError.USAGE))
            .setExecutionExceptionHandler((e, failed, result) -> main.fail(session, failed, e));
    command.setExecutionStrategy(
        result -> {
          main.applyVerbosity();
          return new CommandLine.RunLast().execute(result);
        });
    return command.execute(args);
  }

  /** Before the first logger is made, which reads its level then. */
  private void applyVerbosity() {
    if (verbose) {
      LogLevels.set(Level.INFO);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private int fail(Session session, CommandLine command, Exception e) {
    if (verbose) {
      e.printStackTrace(session.err());
    }
    if (e instanceof UserError error) {
      return tell(session, command, error.sentence(), error.exitCode());
    }
    String sentence = "failed unexpectedly with " + e + "; --verbose shows the stack trace";
    return tell(session, command, sentence, UserError.RUNTIME);
  }

  private static String sentence(ParameterException e) {
    if (e.getCause() instanceof UserError error) {
      return error.sentence();
    }
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String what =
        e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && command.parent() == null
            ? "there is no command '" + unmatched.getUnmatched().get(0) + "'"
            : UserError.reason(e);
    return what + "; see '" + command.qualifiedName() + " --help'";
  }

  private static int tell(Session session, CommandLine command, String sentence, int exitCode) {
    session.err().println(command.getCommandSpec().qualifiedName() + ": " + sentence);
    return exitCode;
  }
}
