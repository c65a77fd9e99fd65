package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.reporters.ApplicationLoader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLClassLoader;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnappyBlocksTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 127, 128, 32_766, 32_767, 32_768, 65_535, 65_537, 1_000_000})
  void compress_anyBytes_areReadBack(int length) {
    Random random = new Random(length);
    for (int range : new int[] {1, 4, 256}) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        boolean again = i > 100 && random.nextInt(8) > 0;
        bytes[i] = again ? bytes[i - 100] : (byte) random.nextInt(range);
      }
      byte[] block = SnappyBlocks.compress(bytes);
      assertArrayEquals(bytes, StrictSnappy.decode(block));
      boolean repeats = range < 256 && length > 1_000; // after a hundred bytes of their own
      assertTrue(!repeats || block.length <= length / 2, block.length + " of " + length);
    }
  }

  @Test
  void builder_withoutNetty_namesTheArtifact() throws Exception {
    try (URLClassLoader loader = ApplicationLoader.withoutNetty()) {
      Class<?> reporter = loader.loadClass(RemoteWriteReporter.class.getName());
      Method builder = reporter.getMethod("builder", URI.class, String.class);
      InvocationTargetException thrown =
          assertThrows(
              InvocationTargetException.class,
              () -> builder.invoke(null, URI.create("http://127.0.0.1:1"), "shop"));
      Throwable cause = assertInstanceOf(IllegalStateException.class, thrown.getCause());
      assertEquals(
          "remote write needs Snappy of Netty, which is not on the class path; add the artifact"
              + " io.netty:netty-codec-compression (tapes-bom has its version)",
          cause.getMessage());
    }
  }
}
