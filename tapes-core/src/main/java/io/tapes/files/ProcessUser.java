package io.tapes.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user as whom this process makes files. Any thread may use it. */
public final class ProcessUser {
  private ProcessUser() {}

  /** Asked once; a process that changes its user after that is none of Java's. */
  private static final class Known {
    static final int ID = read();
  }

  /**
   * Returns whether files have numeric owners and Unix modes here.
   *
   * @return false on Windows
   */
  public static boolean isKnown() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  /**
   * Returns the numeric id of the user. A name is none: it may be missing, and different ones may
   * look alike.
   *
   * @return the effective user id
   * @throws UnsupportedOperationException where {@link #isKnown} is false
   * @throws UncheckedIOException if neither {@code /proc} nor a temporary file tells it
   */
  public static int id() {
    if (!isKnown()) {
      throw new UnsupportedOperationException("this file system has no numeric owners");
    }
    return Known.ID;
  }

  private static int read() {
    Path self = Path.of("/proc/self");
    try {
      if (Files.exists(self)) {
        return (int) Files.getAttribute(self, "unix:uid");
      }
      Path made = Files.createTempFile("tapes-", ".tmp");
      try {
        return (int) Files.getAttribute(made, "unix:uid");
      } finally {
        Files.delete(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the id of this process's user cannot be found out", e);
    }
  }
}
