package io.tapes.reporters;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Class paths of applications of their own, cut off from the class loader that runs the tests. */
public final class ApplicationLoader {
  private ApplicationLoader() {}

  /**
   * This test's class path, or a part of it.
   *
   * @param wanted which entries, by the names of their files
   */
  public static URLClassLoader ofClassPath(Predicate<String> wanted) throws MalformedURLException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (wanted.test(Path.of(entry).getFileName().toString())) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  /** An application that did not add the optional Netty. */
  public static URLClassLoader withoutNetty() throws MalformedURLException {
    return ofClassPath(name -> !name.startsWith("netty-"));
  }
}
