package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NettyMissingTest {
  @Test
  void builder_withoutNetty_namesTheArtifacts() throws Exception {
    try (URLClassLoader loader = withoutNetty()) {
      Class<?> reporter = loader.loadClass(HttpReporter.class.getName());
      assertTrue(reporter.getClassLoader() == loader);
      Class.forName(reporter.getName(), true, loader); // loads and initialises
      assertTrue(reporter.getDeclaredMethods().length > 0); // and so do its signatures
      Class<?> source = loader.loadClass("io.tapes.SnapshotSource");
      Method builder = reporter.getMethod("builder", source);
      Object registry = loader.loadClass("io.tapes.Registry").getMethod("create").invoke(null);
      InvocationTargetException thrown =
          assertThrows(InvocationTargetException.class, () -> builder.invoke(null, registry));
      Throwable cause = assertInstanceOf(IllegalStateException.class, thrown.getCause());
      assertEquals(
          "the HTTP reporter needs Netty, which is not on the class path; add the artifacts"
              + " io.netty:netty-handler and io.netty:netty-codec-http (tapes-bom has their"
              + " versions)",
          cause.getMessage());
    }
  }

  /** This test's class path less Netty, cut off from the class loader that has it. */
  private static URLClassLoader withoutNetty() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Path.of(entry).getFileName().toString().startsWith("netty-")) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}
