package io.tapes.weaver;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file at once or not at all: a build that is interrupted leaves no half of one. */
final class AtomicFile {
  private AtomicFile() {}

  /** What writes the content. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next))) {
        content.writeTo(out);
      }
      keepPermissions(file, next);
      try {
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** A temporary file is its owner's only. */
  private static void keepPermissions(Path file, Path next) throws IOException {
    if (Files.getFileStore(next).supportsFileAttributeView("posix")) {
      Path like = Files.exists(file) ? file : null;
      Files.setPosixFilePermissions(
          next,
          like == null
              ? java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--")
              : Files.getPosixFilePermissions(like));
    }
  }
}
