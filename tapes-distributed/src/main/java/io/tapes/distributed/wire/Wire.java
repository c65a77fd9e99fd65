package io.tapes.distributed.wire;

import java.util.Optional;
import java.util.zip.CRC32;

/** What all messages share: the first bytes, the size limit, the check sum. */
public final class Wire {
  /** No message is longer, in bytes: 256 KiB. */
  public static final int MAX_BYTES = 256 * 1024;

  /** Series ids are below this. */
  public static final int MAX_ID = 1 << 24;

  /** The version of the format that this code writes and reads. */
  public static final int VERSION = 2;

  static final int MAGIC_FRAME = 'F';
  static final int MAGIC_ACKNOWLEDGEMENTS = 'A';
  static final int MAGIC_CAPABILITIES = 'C';

  /** Takes fields of series that are defined already. */
  private static final int TAKES_FIELDS = 1;

  static final int CHECK_BYTES = 4;

  /** Magic, kind, version, state. */
  private static final int TOPIC_BYTES = 2 + 1 + 16;

  private Wire() {}

  /**
   * Returns the topic to which an aggregator subscribes: the bytes with which every frame for it
   * begins.
   *
   * @param state the aggregator's state id
   * @return 19 bytes
   */
  public static byte[] topic(Id state) {
    WireWriter out = new WireWriter(TOPIC_BYTES);
    writeHead(out, MAGIC_FRAME, state);
    return out.toBytes();
  }

  /**
   * Returns the topic by which an aggregator tells what it understands beyond the first release of
   * this version. No frame begins with it, and workers that do not know it ignore it. It comes
   * before the {@link #topic} of the frames in the order of bytes, in which connections that are
   * made again ask for topics.
   *
   * @param state the aggregator's state id
   * @return 20 bytes
   */
  public static byte[] capabilities(Id state) {
    WireWriter out = new WireWriter(TOPIC_BYTES + 1);
    writeHead(out, MAGIC_CAPABILITIES, state);
    out.writeByte(TAKES_FIELDS);
    return out.toBytes();
  }

  /**
   * Returns the state id of an aggregator that takes fields of series that are defined already.
   *
   * @param topic what a subscriber asks for
   * @return the state id, empty if it is another topic
   */
  public static Optional<Id> takingFields(byte[] topic) {
    if (topic.length != TOPIC_BYTES + 1 || (topic[TOPIC_BYTES] & TAKES_FIELDS) == 0) {
      return Optional.empty();
    }
    return state(topic, MAGIC_CAPABILITIES);
  }

  /**
   * Returns the state id in a topic.
   *
   * @param topic what a subscriber asks for
   * @return the state id, empty if it is not a topic of this version
   */
  public static Optional<Id> stateOf(byte[] topic) {
    if (topic.length != TOPIC_BYTES) {
      return Optional.empty();
    }
    return state(topic, MAGIC_FRAME);
  }

  private static Optional<Id> state(byte[] topic, int kind) {
    try {
      return Optional.of(readHead(new WireReader(topic, topic.length), kind));
    } catch (MalformedFrameException other) {
      return Optional.empty();
    }
  }

  static void writeHead(WireWriter out, int kind, Id state) {
    // 'T' is neither 0 nor 1, with which subscriptions begin: publishers hand it to the worker.
    out.writeByte('T');
    out.writeByte(kind);
    out.writeByte(VERSION);
    out.writeId(state);
  }

  static Id readHead(WireReader in, int kind) throws MalformedFrameException {
    if (in.readByte() != 'T' || in.readByte() != kind) {
      throw new MalformedFrameException("the message does not begin with T" + (char) kind);
    }
    int version = in.readByte();
    if (version != VERSION) {
      throw new MalformedFrameException(
          "it is of version "
              + version
              + ", and this Tapes reads version "
              + VERSION
              + "; run the same release in workers and aggregators");
    }
    return in.readId();
  }

  /** Appends the check sum and returns the message. */
  static byte[] seal(WireWriter out) {
    out.writeInt(crc(out.buffer(), out.size()));
    return out.toBytes();
  }

  /** A reader over all but the check sum, which is verified. */
  static WireReader open(byte[] message) throws MalformedFrameException {
    if (message.length > MAX_BYTES) {
      throw new MalformedFrameException(message.length + " bytes are more than " + MAX_BYTES);
    }
    return openAnyLength(message);
  }

  /** As {@link #open}, for files. */
  static WireReader openAnyLength(byte[] message) throws MalformedFrameException {
    int length = message.length - CHECK_BYTES;
    if (length < TOPIC_BYTES) {
      throw new MalformedFrameException(message.length + " bytes are too few for a message");
    }
    int expected = 0;
    for (int i = length; i < message.length; i++) {
      expected = (expected << 8) | (message[i] & 0xff);
    }
    if (crc(message, length) != expected) {
      throw new MalformedFrameException("the check sum is wrong");
    }
    return new WireReader(message, length);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
