package io.tapes.reporters.transport;

import io.netty.util.Version;
import java.util.Map;

/**
 * Whether Netty's native library fits its classes. One of another release loads and even sends, and
 * fails with an UnsatisfiedLinkError at the first error that the system reports.
 */
final class EpollVersions {
  private static final String CLASSES = "netty-transport-classes-epoll";
  private static final String LIBRARY = "netty-transport-native-epoll";

  private EpollVersions() {}

  /** Throws a sentence that names both; what says no version is not judged. */
  static void requireAlike(ClassLoader loader) {
    Map<String, Version> versions = Version.identify(loader);
    Version classes = versions.get(CLASSES);
    Version library = versions.get(LIBRARY);
    if (classes != null
        && library != null
        && !classes.artifactVersion().equals(library.artifactVersion())) {
      throw new IllegalStateException(
          "io.netty:"
              + CLASSES
              + " is "
              + classes.artifactVersion()
              + " and io.netty:"
              + LIBRARY
              + " is "
              + library.artifactVersion()
              + ", which fail together; use one version for all of Netty, such as that of"
              + " tapes-bom");
    }
  }
}
