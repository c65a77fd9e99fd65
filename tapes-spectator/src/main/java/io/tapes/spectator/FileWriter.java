package io.tapes.spectator;

import io.tapes.reporters.transport.FileTransport;
import io.tapes.reporters.transport.LineTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Appends lines to a file, in the thread that records: for tests and for looking on. */
final class FileWriter extends LineWriter {
  private final LineTransport file;

  FileWriter(Path path, int bufferBytes) {
    super(bufferBytes, LOCAL_BYTES);
    this.file = FileTransport.builder(path).build();
  }

  @Override
  void carry(ByteBuffer lines, int count) throws IOException {
    file.send(text(lines));
    file.flush();
  }

  @Override
  void end() throws IOException {
    file.close();
  }
}
