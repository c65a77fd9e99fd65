package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Tapes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class WeaverTest {
  private static final String SOURCE =
      """
      import io.tapes.annotations.*;

      public class Sample {
        @Timed("weaver.%1$s.timed")
        @ExceptionMetered("weaver.%1$s.exceptions")
        @InFlight("weaver.%1$s.inflight")
        public static int timed(int a, Throwable thrown) throws Throwable {
          int twice = a * 2;
          if (thrown != null) {
            throw thrown;
          }
          long more = twice;
          return (int) more;
        }

        @Counted("weaver.%1$s.counted")
        public static void counted() {}

        @Timed("weaver.{}.{method}")
        public String byClass() {
          return "x";
        }
      }
      """;

  @TempDir private Path folder;

  static List<String> releases() {
    return List.of("8", "11", "17", String.valueOf(Runtime.version().feature()));
  }

  /** Java 8 has neither nests nor dynamic constants, 11 has both. */
  @ParameterizedTest
  @MethodSource("releases")
  void classFiles_ofEveryAge_measure(String release) throws Exception {
    Class<?> sample = load(woven("r" + release, "--release", release));
    Method timed = sample.getMethod("timed", int.class, Throwable.class);
    assertEquals(6, timed.invoke(null, 3, null));
    Exception thrown = new Exception("mine");
    StackTraceElement[] trace = thrown.getStackTrace();
    InvocationTargetException e =
        assertThrows(InvocationTargetException.class, () -> timed.invoke(null, 3, thrown));
    assertSame(thrown, e.getCause());
    assertArrayEquals(trace, thrown.getStackTrace());
    sample.getMethod("counted").invoke(null);
    sample.getMethod("byClass").invoke(sample.getConstructor().newInstance());
    String name = "weaver.r" + release;
    // The same release twice on JDK 17.
    double times = number(name + ".exceptions.count");
    assertTrue(times >= 1, "marked");
    assertEquals(2 * times, number(name + ".timed.count"));
    assertEquals(0, number(name + ".inflight.value"));
    assertEquals(times, number(name + ".counted.value"));
    assertTrue(number("weaver.Sample.byClass.count") >= 1);
  }

  /** Looking a metric up at each call would need more than a constant and one call. */
  @Test
  void counted_isOneConstantAndOneCall() throws Exception {
    assertEquals(
        List.of("ldc constant", "call io/tapes/annotations/runtime/CountedProbe.hit", "return"),
        instructions(woven("code", "--release", "17"), "counted"));
  }

  @Test
  void weave_twice_changesNothing() throws Exception {
    byte[] once = woven("twice");
    Outcome again = new Weaver(Stages.JDK).weave(once);
    assertEquals(Outcome.State.WOVEN_BEFORE, again.state());
    assertSame(once, again.file());
  }

  @Test
  void linesAndVariables_stayAsTheyWere() throws Exception {
    byte[] plain =
        Compiled.source(folder, "Sample", SOURCE.formatted("debug"), classPath()).get("Sample");
    byte[] woven = new Weaver(Stages.JDK).weave(plain).file();
    assertFalse(debugging(plain).isEmpty());
    assertEquals(debugging(plain), debugging(woven));
  }

  @Test
  void nothingAnnotated_isLeftAlone() throws Exception {
    byte[] plain = Compiled.source(folder, "Sample", "public class Sample {}").get("Sample");
    assertFalse(Weaver.mayConcern(plain));
  }

  @Test
  void withoutCode_isAnErrorThatSaysWhatToDo() throws Exception {
    String source =
        "public abstract class Sample { @io.tapes.annotations.Timed abstract void run(); }";
    Map<String, byte[]> classes = Compiled.source(folder, "Sample", source, classPath());
    assertEquals(
        List.of("@Timed on Sample.run(): there is no code; annotate what implements it"),
        new Weaver(Stages.JDK).weave(classes.get("Sample")).errors());
  }

  private byte[] woven(String name, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(classPath()));
    all.addAll(List.of(options));
    Map<String, byte[]> classes =
        Compiled.source(folder, "Sample", SOURCE.formatted(name), all.toArray(new String[0]));
    Outcome outcome = new Weaver(Stages.JDK).weave(classes.get("Sample"));
    assertEquals(List.of(), outcome.errors());
    assertEquals(Outcome.State.WOVEN, outcome.state());
    return outcome.file();
  }

  private static String[] classPath() {
    return new String[] {"-Xlint:-options", "-cp", System.getProperty("java.class.path")};
  }

  private static Class<?> load(byte[] file) throws ClassNotFoundException {
    return new Linker(Map.of("Sample", file)).loadClass("Sample");
  }

  private static double number(String path) {
    return Tapes.registry().snapshot().number(path);
  }

  private static List<String> instructions(byte[] file, String wanted) {
    List<String> all = new ArrayList<>();
    visit(
        file,
        wanted,
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitLdcInsn(Object value) {
            all.add("ldc constant");
          }

          @Override
          public void visitMethodInsn(int op, String owner, String name, String type, boolean i) {
            all.add("call " + owner + "." + name);
          }

          @Override
          public void visitInsn(int opcode) {
            all.add(opcode == Opcodes.RETURN ? "return" : "instruction " + opcode);
          }
        });
    return all;
  }

  private static List<String> debugging(byte[] file) {
    List<String> all = new ArrayList<>();
    visit(
        file,
        "timed",
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitLineNumber(int line, Label start) {
            all.add("line " + line);
          }

          @Override
          public void visitLocalVariable(
              String name, String type, String signature, Label start, Label end, int index) {
            all.add(name + " " + type + " " + index);
          }
        });
    return all;
  }

  private static void visit(byte[] file, String wanted, MethodVisitor visitor) {
    new ClassReader(file)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return name.equals(wanted) ? visitor : null;
              }
            },
            0);
  }
}
