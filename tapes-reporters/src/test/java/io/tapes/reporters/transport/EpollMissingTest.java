package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.reporters.ApplicationLoader;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EpollMissingTest {
  @Test
  void new_withoutNetty_namesTheArtifact() throws Exception {
    try (URLClassLoader loader = ApplicationLoader.withoutNetty()) {
      Class<?> transport = loader.loadClass(UnixDatagramTransport.class.getName());
      InvocationTargetException thrown =
          assertThrows(
              InvocationTargetException.class,
              () -> transport.getConstructor(Path.class).newInstance(Path.of("s")));
      Throwable cause = assertInstanceOf(IllegalStateException.class, thrown.getCause());
      assertTrue(
          String.valueOf(cause.getMessage())
              .contains("add the artifact io.netty:netty-transport-native-epoll"));
    }
  }
}
