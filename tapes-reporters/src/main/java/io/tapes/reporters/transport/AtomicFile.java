package io.tapes.reporters.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file whose readers see the whole old content or the whole new one, whenever they look and
 * whatever dies in between.
 *
 * <p>The content is written beside it under another, hidden name, forced to the disk, and renamed.
 * One thread at a time may use an instance; several processes may write the same file.
 */
public final class AtomicFile {
  private final Path file;
  private final Path temporary;

  /**
   * A file that need not exist yet; its folder must, when it is written.
   *
   * @param file where to
   * @throws IllegalArgumentException if the path has no file name
   */
  public AtomicFile(Path file) {
    Path name = file.getFileName();
    if (name == null || name.toString().isEmpty()) {
      throw new IllegalArgumentException("'" + file + "' names no file; add a file name");
    }
    this.file = file;
    // Of one process: left over from one that was killed, it is overwritten or stays one file.
    // Not created by createTempFile, whose files only their owner may read.
    this.temporary = file.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".tmp");
  }

  /**
   * Replaces the content.
   *
   * @param content all of it
   * @throws IOException if it could not be written; the old content is untouched then
   */
  public void write(byte[] content) throws IOException {
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING,
              LinkOption.NOFOLLOW_LINKS)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw new IOException("cannot replace '" + file + "': " + e, e);
    }
  }
}
