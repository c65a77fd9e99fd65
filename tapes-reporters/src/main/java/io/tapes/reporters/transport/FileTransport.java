package io.tapes.reporters.transport;

import java.nio.file.Path;

/**
 * Appends lines to a file, each with a line feed behind it.
 *
 * <p>The file is opened and closed in each flush, so that a program that moves it away (as
 * logrotate does) gets a new one begun. A write that fails half-way, on a full disk for instance,
 * is cut off again, and half a line left by a process that was killed is ended: no two lines run
 * together. The file may grow to a limit and is then renamed to {@code NAME.1}, older ones to
 * {@code NAME.2} and so on.
 *
 * <p>One thread at a time may use an instance, and no other writer the file.
 */
public final class FileTransport extends BufferedLines {
  FileTransport(int bufferBytes, LogFile file) {
    super(bufferBytes, Layout.TERMINATED, file);
  }

  /**
   * Returns a transport that appends to one file without limit, unless the builder is told
   * otherwise.
   *
   * @param file need not exist yet; its folder must, when it is written to
   * @return a builder
   */
  public static FileTransportBuilder builder(Path file) {
    return new FileTransportBuilder(file);
  }
}
