package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForkedJvmTest {
  private final LineQueue out = new LineQueue();
  private final LineQueue err = new LineQueue();

  private ForkedJvmBuilder fork(Class<?> main, String... args) {
    return ForkedJvm.builder(main).args(args).output(out).errors(err);
  }

  @Test
  void exitValue_isPassedOn() throws Exception {
    try (ForkedJvm jvm = fork(ForkedPrograms.Exits.class, "7").start()) {
      assertEquals(7, jvm.waitFor());
      assertEquals(7, jvm.exitValue());
      assertFalse(jvm.isAlive());
    }
  }

  @Test
  void mainThrows_traceOnStderrAndExitValue1() throws Exception {
    try (ForkedJvm jvm = fork(ForkedPrograms.Throws.class).start()) {
      assertEquals(1, jvm.waitFor());
    }
    assertTrue(
        Arrays.stream(err.all()).anyMatch(line -> line.contains("thrown by the program")),
        () -> Arrays.toString(err.all()));
  }

  @Test
  void stdoutAndStderr_areForwardedApart_andStdinIsEmpty() throws Exception {
    try (ForkedJvm jvm = fork(ForkedPrograms.PrintsBoth.class).start()) {
      assertEquals(0, jvm.waitFor());
    }
    assertEquals("out", out.take());
    assertEquals("stdin -1", out.take());
    assertTrue(Arrays.asList(err.all()).contains("err" + System.lineSeparator()));
  }

  @Test
  void twoChildrenOnOneTarget_linesDoNotMix() throws Exception {
    try (ForkedJvm a = fork(ForkedPrograms.PrintsLines.class, "a", "300").start();
        ForkedJvm b = fork(ForkedPrograms.PrintsLines.class, "b", "300").start()) {
      a.waitFor();
      b.waitFor();
    }
    String[] lines = out.all();
    assertEquals(600, lines.length);
    Set<String> kinds = new TreeSet<>(Arrays.stream(lines).map(String::strip).toList());
    assertEquals(Set.of("a".repeat(200), "b".repeat(200)), kinds);
    assertTrue(Arrays.stream(lines).allMatch(line -> line.endsWith("\n")));
  }

  @Test
  void arguments_arriveAsTheyAre() throws Exception {
    String[] args = {"", "two words", "\"quoted\"", "back\\slash", "@file", "#", "'", "-Dx=y", "*"};
    try (ForkedJvm jvm = fork(ForkedPrograms.PrintsArguments.class, args).start()) {
      assertEquals(0, jvm.waitFor());
    }
    for (String arg : args) {
      assertEquals("[" + arg + "]", out.take());
    }
  }

  @Test
  void longClassPath_goesThroughAnArgumentFile_thatIsRemoved() throws Exception {
    String filler = (File.pathSeparator + "/nowhere/with \"quotes\" and \\ #/x").repeat(8_000);
    String classPath = System.getProperty("java.class.path") + filler;
    assertTrue(classPath.length() > 200_000);
    Set<Path> before = argumentFiles();
    String[] args = {"", "two words", "\"quoted\"", "back\\slash", "@file", "#", "tab\tline\n."};
    try (ForkedJvm jvm =
        fork(ForkedPrograms.PrintsArguments.class, args).classPath(classPath).start()) {
      assertEquals(0, jvm.waitFor());
    }
    for (String arg : args) {
      for (String line : ("[" + arg + "]").lines().toList()) {
        assertEquals(line, out.take());
      }
    }
    assertEquals(before, argumentFiles());
  }

  private static Set<Path> argumentFiles() throws IOException {
    Set<Path> found = new TreeSet<>();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (var files = Files.newDirectoryStream(folder, "tapes-forked-*.args")) {
      files.forEach(found::add);
    }
    return found;
  }

  @Test
  void classesInAFolderWithBlanks_areFound(@TempDir Path temp) throws Exception {
    Path copy = temp.resolve("with blanks in it");
    String classPath = System.getProperty("java.class.path");
    for (Class<?> type : new Class<?>[] {ForkedJvm.class, ForkedPrograms.class}) {
      URI classes = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      copyFolder(Path.of(classes), copy);
      classPath = classPath.replace(Path.of(classes).toString(), copy.toString());
    }
    assertTrue(classPath.contains("with blanks"));
    try (ForkedJvm jvm =
        fork(ForkedPrograms.PrintsArguments.class, "found").classPath(classPath).start()) {
      assertEquals(0, jvm.waitFor(), () -> Arrays.toString(err.all()));
    }
    assertEquals("[found]", out.take());
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void close_letsShutdownHooksRun_andForwardsWhatTheySay() throws Exception {
    ForkedJvm jvm =
        fork(ForkedPrograms.SaysGoodbye.class).closeTimeout(Duration.ofMinutes(1)).start();
    assertEquals("ready", out.take());
    assertTrue(jvm.isAlive());
    assertThrows(IllegalStateException.class, jvm::exitValue);
    jvm.close();
    assertEquals("goodbye", out.take());
    assertEquals(143, jvm.exitValue());
    jvm.close();
  }

  @Test
  void close_endsByForceWhatDoesNotEnd() throws Exception {
    ForkedJvm jvm =
        fork(ForkedPrograms.NeverEnds.class).closeTimeout(Duration.ofMillis(200)).start();
    assertEquals("ready", out.take());
    assertFalse(jvm.waitFor(Duration.ofMillis(1)));
    jvm.close();
    assertEquals(137, jvm.exitValue());
  }

  @Test
  void parentKilledBySigkill_childIsGone() throws Exception {
    try (ForkedJvm parent = fork(ForkedPrograms.Parent.class).start()) {
      String first = out.take();
      String second = out.take();
      String pid = first.startsWith("child ") ? first : second;
      ProcessHandle child =
          ProcessHandle.of(Long.parseLong(pid.substring("child ".length()))).orElseThrow();
      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
      assertEquals(137, parent.waitFor());
      child.onExit().get();
      assertFalse(child.isAlive());
    }
  }

  @Test
  void onExit_completesWithTheJvm() throws Exception {
    try (ForkedJvm jvm = fork(ForkedPrograms.Exits.class, "0").name("worker-1").start()) {
      assertEquals(jvm, jvm.onExit().get());
      assertEquals("worker-1 (process " + jvm.pid() + ")", jvm.toString());
    }
  }

  @Test
  void systemPropertiesOfTheCommandLine_areHandedOn() throws Exception {
    try (ForkedJvm jvm =
        fork(ForkedPrograms.ForksPrintsProperty.class, "tapes.test")
            .jvmOptions("-Dtapes.test=some value")
            .start()) {
      jvm.waitFor();
    }
    assertEquals("some value", out.take());
  }

  @Test
  void classWithoutMain_isRefusedBySentence() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> ForkedJvm.builder(String.class));
    assertEquals(
        "java.lang.String cannot be started; give it a public static void main(String[])",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void targetThatFails_doesNotBlockTheProcess(boolean withAnError) throws Exception {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (withAnError) {
              throw new StackOverflowError();
            }
            throw new IOException("broken");
          }
        };
    try (ForkedJvm jvm =
        ForkedJvm.builder(ForkedPrograms.PrintsLines.class)
            .args("a", "3000")
            .output(broken)
            .errors(err)
            .start()) {
      assertEquals(0, jvm.waitFor());
    }
  }
}
