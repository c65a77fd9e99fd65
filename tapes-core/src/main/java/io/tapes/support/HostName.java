package io.tapes.support;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this host, for backends that tell hosts apart. */
public final class HostName {
  private static final String UNKNOWN = "localhost";

  private HostName() {}

  /**
   * Returns the name, from the kernel where that can be asked without a look-up.
   *
   * @return {@code localhost} where there is none
   */
  public static String get() {
    try {
      Path kernel = Path.of("/proc/sys/kernel/hostname");
      String name =
          Files.isReadable(kernel)
              ? Files.readString(kernel).strip()
              : InetAddress.getLocalHost().getHostName();
      return name.isEmpty() ? UNKNOWN : name;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
