package io.tapes.distributed.link;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may use a file from the moment it is made, where the file system knows that. Any thread. */
public final class FileModes {
  private FileModes() {}

  /** Returns whether files have modes here. */
  public static boolean areKnown() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Returns what makes a file with a mode; nothing where there are none.
   *
   * @param mode such as {@code rw-------}
   */
  public static FileAttribute<?>[] of(String mode) {
    return areKnown()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
