package io.tapes.blackbox;

import java.nio.ByteBuffer;

/** The beginning of a {@link BlackBox}'s file. */
final class BoxHeader {
  /*
   * In longs: magic, version, length of the mapping, rows of the tables of cells, first entry, length
   * of the owner's bytes, how much was written, a check sum, and at 64 these bytes. What is written
   * once is under a check sum; what changes later, and what leads from one thing to another, is
   * sealed. The cells are neither: each record would have to write its check sum.
   */
  static final long MAGIC = 0x54_41_50_45_53_42_4f_58L;
  static final int VERSION = 4;
  static final int AT_VERSION = 8;
  static final int AT_LIMIT = 16;
  static final int AT_ROWS = 24;
  static final int AT_FIRST = 32;
  static final int AT_OWNER_LENGTH = 40;
  static final int AT_WRITTEN = 48;
  static final int AT_CHECK = 56;
  static final int AT_OWNER = 64;
  static final int BYTES = 4_096;

  /** The least length of a file: a header and some series. */
  static final int MIN_BYTES = 512 * 1024;

  static final int MAX_OWNER = BYTES - AT_OWNER;

  private BoxHeader() {}

  /** Writes one into a new file, in which nothing is yet but how much was written. */
  static void write(MappedFile file, byte[] owner, int rows) {
    file.set(AT_VERSION, VERSION);
    file.set(AT_LIMIT, file.limit());
    file.set(AT_ROWS, rows);
    file.set(AT_OWNER_LENGTH, owner.length);
    file.put(AT_OWNER, owner);
    file.set(0, MAGIC);
    file.set(AT_CHECK, check(file.bytes, owner.length));
  }

  /** Of what stands there for good. */
  private static long check(ByteBuffer file, int ownerLength) {
    return new BoxCheck(file)
        .with(0, AT_FIRST)
        .with(AT_OWNER_LENGTH, Long.BYTES)
        .with(AT_OWNER, ownerLength)
        .value();
  }

  /** Whether the header of a file of that size is as it was written. */
  static boolean isWhole(ByteBuffer header, long size) {
    long ownerLength = header.getLong(AT_OWNER_LENGTH);
    long limit = header.getLong(AT_LIMIT);
    long sealed = header.getLong(AT_WRITTEN);
    long written = sealed & Sealed.MAX;
    return ownerLength >= 0
        && ownerLength <= MAX_OWNER
        && limit >= MIN_BYTES
        && limit <= Integer.MAX_VALUE
        && limit == size
        && sealed == Sealed.of(written)
        && written >= BYTES
        && written <= limit
        && header.getLong(AT_CHECK) == check(header, (int) ownerLength);
  }
}
