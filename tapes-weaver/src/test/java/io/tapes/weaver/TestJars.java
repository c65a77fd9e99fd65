package io.tapes.weaver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** The jars on the class path of the tests. */
final class TestJars {
  private TestJars() {}

  /** The jar that has that class. */
  static Path with(String internalName) throws IOException {
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (path.endsWith(".jar")) {
        try (ZipFile zip = new ZipFile(path)) {
          if (zip.getEntry(internalName + ".class") != null) {
            return Path.of(path);
          }
        }
      }
    }
    throw new AssertionError("no jar of the class path has " + internalName);
  }
}
