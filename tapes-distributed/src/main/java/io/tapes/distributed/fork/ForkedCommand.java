package io.tapes.distributed.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The command line of a forked JVM, with the argument file that holds it when it is long. */
public record ForkedCommand(List<String> words, @Nullable Path argumentFile) {
  /**
   * The longest command line given directly, in characters. Windows takes 32,767 in all, Linux
   * 131,071 bytes in one argument, and a character is up to 4 bytes.
   */
  private static final int DIRECT_CHARACTERS = 30_000;

  /** Tells {@link ForkedMain} that there is no argument file to remove. */
  static final String NO_FILE = "-";

  private static final List<String> TAKEN_OVER =
      List.of(
          "-D",
          "--add-opens=",
          "--add-exports=",
          "--add-reads=",
          "--add-modules=",
          "--limit-modules=",
          "--patch-module=",
          "--upgrade-module-path=",
          "--enable-native-access=",
          "--enable-preview",
          "--illegal-native-access=",
          "--sun-misc-unsafe-memory-access=",
          "-ea",
          "-enableassertions",
          "-da",
          "-disableassertions",
          "-esa",
          "-enablesystemassertions",
          "-dsa",
          "-disablesystemassertions");

  // What the launcher adds itself, and what opens a port that only one process can have.
  private static final List<String> NOT_TAKEN_OVER =
      List.of("-Djdk.module.", "-Dsun.java.", "-Djava.class.path=", "-Dcom.sun.management.");

  public static ForkedCommand of(ForkedProgram program) throws IOException {
    List<String> options = options(program);
    List<String> arguments = new ArrayList<>();
    arguments.add(program.main().getName());
    arguments.addAll(program.args());
    String java = java();
    int length = java.length();
    for (String word : options) {
      length += word.length() + 3;
    }
    for (String word : arguments) {
      length += word.length() + 3;
    }
    if (length <= DIRECT_CHARACTERS) {
      return new ForkedCommand(words(java, options, NO_FILE, arguments), null);
    }
    Path file = Files.createTempFile("tapes-forked-", ".args");
    List<String> all = words(java, options, file.toString(), arguments);
    // The launcher reads bytes, and the JVM decodes them as it would decode a command line.
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    Files.writeString(
        file,
        argumentFile(all.subList(1, all.size())),
        charset,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    return new ForkedCommand(List.of(java, "@" + file), file);
  }

  private static List<String> words(
      String java, List<String> options, String file, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(java);
    words.addAll(options);
    words.add(file);
    words.addAll(arguments);
    return words;
  }

  /** The options, and at their end the class that the JVM starts. */
  private static List<String> options(ForkedProgram program) {
    List<String> options =
        new ArrayList<>(takenOver(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    if (!program.classPath().isEmpty()) {
      options.add("-cp");
      options.add(program.classPath());
    }
    String modulePath = System.getProperty("jdk.module.path", "");
    if (!modulePath.isEmpty()) {
      options.add("--module-path");
      options.add(modulePath);
    }
    Module mine = ForkedMain.class.getModule();
    Module main = program.main().getModule();
    if (main.isNamed()) {
      options.add("--add-modules=" + main.getName());
      options.add(
          "--add-opens="
              + main.getName()
              + "/"
              + program.main().getPackageName()
              + "="
              + (mine.isNamed() ? mine.getName() : "ALL-UNNAMED"));
    }
    options.addAll(program.jvmOptions());
    if (mine.isNamed()) {
      options.add("-m");
      options.add(mine.getName() + "/" + ForkedMain.class.getName());
    } else {
      options.add(ForkedMain.class.getName());
    }
    return options;
  }

  public static List<String> takenOver(List<String> inputArguments) {
    return inputArguments.stream()
        .filter(option -> TAKEN_OVER.stream().anyMatch(option::startsWith))
        .filter(option -> NOT_TAKEN_OVER.stream().noneMatch(option::startsWith))
        .toList();
  }

  private static String java() {
    Path folder = Path.of(System.getProperty("java.home", ""), "bin");
    Path java = folder.resolve("java");
    return Files.exists(java) ? java.toString() : folder.resolve("java.exe").toString();
  }

  /** The words in the syntax of the launcher's argument files, each quoted. */
  static String argumentFile(List<String> words) {
    return words.stream().map(ForkedCommand::quoted).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String word) {
    return '"'
        + word.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\f", "\\f")
        + '"';
  }

  public void discard() {
    try {
      if (argumentFile != null) {
        Files.deleteIfExists(argumentFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
