package io.tapes.distributed.wire;

import io.tapes.Tags;

/** Tags as bytes: how many there are, and each key with its value. */
final class TagsCodec {
  private TagsCodec() {}

  static void write(WireWriter out, Tags tags) {
    out.writeVarint(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      out.writeString(tags.key(i));
      out.writeString(tags.value(i));
    }
  }

  /**
   * Reads tags, whose keys must be in order.
   *
   * @param owner what has them, for messages
   */
  static Tags read(WireReader in, String owner) throws MalformedFrameException {
    // A key and a value take two bytes at least, so the count cannot make the array too large.
    int tags = in.readUpTo(in.remaining() / 2, "number of tags");
    String[] pairs = new String[2 * tags];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = in.readString();
    }
    for (int i = 2; i < pairs.length; i += 2) {
      if (pairs[i].compareTo(pairs[i - 2]) <= 0) {
        throw new MalformedFrameException("the tags of " + owner + " are not in order");
      }
    }
    try {
      return Tags.of(pairs);
    } catch (IllegalArgumentException e) {
      throw new MalformedFrameException(String.valueOf(e.getMessage()));
    }
  }
}
