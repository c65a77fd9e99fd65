package io.tapes.reporters.transport;

import io.tapes.files.SharedFolders;
import io.tapes.files.TemporaryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file whose readers see the whole old content or the whole new one, whenever they look and
 * whatever dies in between.
 *
 * <p>The content is written beside it under a random, hidden name, forced to the disk, and renamed.
 * A symbolic link is followed, and what it leads to replaced. One thread at a time may use an
 * instance; several processes may write the same file.
 */
public final class AtomicFile {
  /** What a writer has not touched for this long was left behind by one that was killed. */
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Path file;
  private boolean swept;

  /**
   * Returns a file that need not exist yet; its folder must, when it is written.
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
  }

  /**
   * Replaces the content.
   *
   * @param content all of it
   * @throws IOException if it could not be written, or another user may have planted the file in a
   *     folder where all users may make some; the old content is untouched then
   */
  public void write(byte[] content) throws IOException {
    try {
      Path target = SharedFolders.checked(file);
      if (!swept) {
        TemporaryFiles.sweep(target, LEFT_BEHIND);
        swept = true;
      }
      replace(target, TemporaryFiles.beside(target), content);
    } catch (IOException | RuntimeException e) {
      throw new IOException("cannot replace '" + file + "': " + e, e);
    }
  }

  private static void replace(Path target, Path temporary, byte[] content) throws IOException {
    // Not by createTempFile, whose files only their owner may read.
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
  }
}
