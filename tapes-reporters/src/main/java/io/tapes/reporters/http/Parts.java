package io.tapes.reporters.http;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes in arrays of a size, without the copies of one array that grows. */
final class Parts extends OutputStream {
  private final int partBytes;
  private final List<byte[]> full = new ArrayList<>();
  private final ByteArrayOutputStream last = new ByteArrayOutputStream(8 << 10);
  private long size;

  Parts(int partBytes) {
    this.partBytes = partBytes;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    last.write(bytes, from, length);
    size += length;
    if (last.size() >= partBytes) {
      full.add(last.toByteArray());
      last.reset();
    }
  }

  long size() {
    return size;
  }

  List<byte[]> list() {
    List<byte[]> list = new ArrayList<>(full);
    list.add(last.toByteArray());
    return List.copyOf(list);
  }

  byte[] whole() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream((int) size);
    list().forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  /** Reads arrays one after the other. */
  static final class Input extends InputStream {
    private final List<byte[]> parts;
    private int part;
    private int at;

    Input(List<byte[]> parts) {
      this.parts = parts;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      while (part < parts.size() && at == parts.get(part).length) {
        part++;
        at = 0;
      }
      if (part == parts.size()) {
        return -1;
      }
      int n = Math.min(length, parts.get(part).length - at);
      System.arraycopy(parts.get(part), at, target, from, n);
      at += n;
      return n;
    }
  }
}
