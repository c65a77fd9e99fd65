package io.tapes.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The flags that name reporters: one for each {@link ReporterKind}. */
final class ReporterOptions {
  private static final String HEADING = "%nReporters, each as often as you like:%n";

  private ReporterOptions() {}

  /** A command with the flags, before it is given any. */
  static CommandLine on(Object command) {
    ArgGroupSpec.Builder group = ArgGroupSpec.builder().exclusive(false).heading(HEADING);
    for (ReporterKind kind : ReporterKind.values()) {
      group.addArg(
          OptionSpec.builder(flag(kind))
              .paramLabel(kind.label())
              .description(kind.description())
              .type(List.class)
              .auxiliaryTypes(String.class)
              .build());
    }
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().addArgGroup(group.build());
    return line;
  }

  private static String flag(ReporterKind kind) {
    return "--" + kind.word();
  }

  /** What the flags say; throws a sentence about the first thing that is wrong. */
  static List<Spec> specs(CommandSpec command) {
    List<Spec> specs = new ArrayList<>();
    for (ReporterKind kind : ReporterKind.values()) {
      List<String> values = command.findOption(flag(kind)).getValue();
      if (values == null) {
        continue;
      }
      for (String value : values) {
        Spec spec = Spec.ofFlag(flag(kind), value, kind.main);
        spec.settings().put("type", kind.word());
        kind.check(spec);
        specs.add(spec);
      }
    }
    return specs;
  }
}
