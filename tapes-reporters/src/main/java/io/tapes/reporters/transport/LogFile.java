package io.tapes.reporters.transport;

import io.tapes.files.SharedFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The file of a {@link FileTransport}: appending, cutting off, renaming. */
final class LogFile implements LineCarrier {
  private static final int LINE_FEED = '\n';

  private final Path file;
  private final byte[] header;
  private final long maxBytes;
  private final int keep;

  LogFile(Path file, String header, long maxBytes, int keep) {
    this.file = file;
    this.header = header.isEmpty() ? new byte[0] : (header + "\n").getBytes(StandardCharsets.UTF_8);
    this.maxBytes = maxBytes;
    this.keep = keep;
  }

  @Override
  public void carry(ByteBuffer lines) throws IOException {
    try {
      if (isFull(lines.remaining())) {
        rotate();
      }
      append(lines);
    } catch (IOException | RuntimeException e) {
      throw new IOException("cannot append to '" + file + "': " + e, e);
    }
  }

  @Override
  public String destination() {
    return file.toString();
  }

  private boolean isFull(int more) throws IOException {
    if (maxBytes == Long.MAX_VALUE || !Files.exists(file)) {
      return false;
    }
    long size = Files.size(file);
    return size > header.length && size + more > maxBytes;
  }

  private void rotate() throws IOException {
    if (keep == 0) {
      Files.delete(file);
      return;
    }
    for (int i = keep; i > 1; i--) {
      Path younger = numbered(i - 1);
      if (Files.exists(younger)) {
        Files.move(younger, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  /** Moves a file that begins with another header aside: its columns are others. */
  private void append(ByteBuffer lines) throws IOException {
    try (FileChannel channel = open()) {
      if (beginsWithHeader(channel)) {
        append(channel, lines);
        return;
      }
    }
    if (maxBytes < Long.MAX_VALUE && keep > 0) {
      rotate();
    } else {
      int number = 1;
      while (Files.exists(numbered(number), LinkOption.NOFOLLOW_LINKS)) {
        number++;
      }
      Files.move(file, numbered(number));
    }
    try (FileChannel channel = open()) {
      append(channel, lines);
    }
  }

  private FileChannel open() throws IOException {
    return SharedFolders.open(
        file,
        (path, creating) ->
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, creating));
  }

  private boolean beginsWithHeader(FileChannel channel) throws IOException {
    if (header.length == 0 || channel.size() == 0) {
      return true;
    }
    ByteBuffer start = ByteBuffer.allocate(header.length);
    while (start.hasRemaining() && channel.read(start, start.position()) > 0) {}
    return Arrays.equals(start.array(), header);
  }

  private void append(FileChannel channel, ByteBuffer lines) throws IOException {
    long end = channel.size();
    try {
      channel.position(end);
      if (end == 0) {
        writeAll(channel, ByteBuffer.wrap(header));
      } else if (!endsALine(channel, end)) {
        writeAll(channel, ByteBuffer.wrap(new byte[] {LINE_FEED}));
      }
      writeAll(channel, lines);
    } catch (IOException | RuntimeException e) {
      cutOff(channel, end, e);
      throw e;
    }
  }

  private static boolean endsALine(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, end - 1) != 1 || last.get(0) == LINE_FEED;
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void cutOff(FileChannel channel, long end, Exception why) {
    try {
      channel.truncate(end);
    } catch (IOException e) { // an interrupt closed the channel, or it is no regular file
      why.addSuppressed(e);
    }
  }

  @Override
  public void close() {}
}
