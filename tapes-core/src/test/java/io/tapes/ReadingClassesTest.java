package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In JVMs of their own: which classes are initialised is a matter of what ran before. */
class ReadingClassesTest {
  /** Makes a registry while there is memory, and uses it first when there is none. */
  public static final class FullHeapMain {
    private static final Object[] NOTHING = {};

    private static final int RESERVE = 1 << 18;

    private static Object[] held = NOTHING;

    private FullHeapMain() {}

    /** Tries with nothing left, and then with a little more each time. */
    public static void main(String[] arguments) {
      Registry registry = Registry.create();
      Object reserve = new byte[RESERVE];
      fill(1 << 20);
      if (reserve.hashCode() != 0) {
        reserve = NOTHING;
      }
      fill(16);
      int failures = 0;
      for (boolean done = false; !done; ) {
        try {
          use(registry);
          done = true;
        } catch (VirtualMachineError full) { // or the JDK's own InternalError for it
          failures++;
          held = (Object[]) held[0];
        }
      }
      held = NOTHING;
      System.out.println(failures);
    }

    private static void use(Registry registry) {
      registry.histogram("h").record(3);
      registry.histogram("h").merge(Distribution.empty());
      registry.meter("m").mark();
      registry.timer("t").recordNanos(5);
      registry.snapshot().toMap();
    }

    private static void fill(int largest) {
      for (int size = largest; size >= 16; ) {
        try {
          held = new Object[] {held, new byte[size]};
        } catch (OutOfMemoryError full) {
          size /= 2;
        }
      }
    }
  }

  @Test
  void aFullHeapAtTheFirstReading_spoilsNoClass() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FullHeapMain.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(Integer.parseInt(output.trim()) > 0, output);
  }
}
