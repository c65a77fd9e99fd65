package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.reporters.ApplicationLoader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class NettyMissingTest {
  @Test
  void builder_withoutNetty_namesTheArtifacts() throws Exception {
    try (URLClassLoader loader = ApplicationLoader.withoutNetty()) {
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
}
