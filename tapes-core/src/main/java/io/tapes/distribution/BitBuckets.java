package io.tapes.distribution;

import java.util.Arrays;

/** A set of buckets that lie near each other, as those of longs do, in a bit each. */
final class BitBuckets extends BucketSet {
  /*
   * One bit for each bucket between the first and the last: an eighth of a byte where latencies
   * cluster, and a comparison of two sets is one of a few words. Distributions share a set as long
   * as they have the same buckets, so that most comparisons are not even that.
   *
   * Positions are looked up by counting bits. Almost every caller asks for one position after the
   * other, so the last answer is kept as a hint: position and index in one int, which threads may
   * overwrite for each other without harm.
   */
  static final BitBuckets EMPTY = new BitBuckets(0, new long[0], 0);

  private static final int HINT_BITS = 16;
  private static final int INDEX_MASK = (1 << HINT_BITS) - 1;

  /** The word of the table that the array starts with. */
  private final short first;

  private final short size;
  private final long[] words;
  private int hint = -1;

  BitBuckets(int first, long[] words, int size) {
    this.first = (short) first;
    this.words = words;
    this.size = (short) size;
  }

  /** The set of the first {@code size} of these indices, of which there is one at least. */
  static BitBuckets of(int[] indices, int size) {
    int first = indices[0] >> 6;
    long[] words = new long[(indices[size - 1] >> 6) - first + 1];
    for (int i = 0; i < size; i++) {
      words[(indices[i] >> 6) - first] |= 1L << indices[i];
    }
    return new BitBuckets(first, words, size);
  }

  /**
   * The set of the bits in these words.
   *
   * @param first the word of the table that the first of them is
   * @param likely returned if it is this set
   */
  static BucketSet of(int first, long[] words, int size, BucketSet likely) {
    int from = 0;
    int to = words.length;
    while (from < to && words[from] == 0) {
      from++;
    }
    while (to > from && words[to - 1] == 0) {
      to--;
    }
    if (from == to) {
      return EMPTY;
    }
    boolean same =
        likely instanceof BitBuckets bits
            && bits.first == first + from
            && Arrays.equals(bits.words, 0, bits.words.length, words, from, to);
    return same ? likely : new BitBuckets(first + from, Arrays.copyOfRange(words, from, to), size);
  }

  @Override
  int size() {
    return size;
  }

  @Override
  int index(int position) {
    int known = hint;
    int start = first << 6;
    if (known >> HINT_BITS == position) {
      return start + (known & INDEX_MASK);
    }
    int index =
        known >= 0 && known >> HINT_BITS == position - 1
            ? next(start + (known & INDEX_MASK))
            : select(position);
    hint = (position << HINT_BITS) | (index - start);
    return index;
  }

  /** The member after this one; there must be one. */
  private int next(int index) {
    int word = (index >> 6) - first;
    long rest = words[word] & (-2L << index);
    while (rest == 0) {
      rest = words[++word];
    }
    return ((word + first) << 6) + Long.numberOfTrailingZeros(rest);
  }

  private int select(int position) {
    int word = 0;
    int left = position;
    for (int members = Long.bitCount(words[0]); members <= left; ) {
      left -= members;
      members = Long.bitCount(words[++word]);
    }
    long rest = words[word];
    for (; left > 0; left--) {
      rest &= rest - 1;
    }
    return ((word + first) << 6) + Long.numberOfTrailingZeros(rest);
  }

  @Override
  int position(int index) {
    int word = (index >> 6) - first;
    if (word < 0 || word >= words.length || ((words[word] >>> index) & 1) == 0) {
      return -1;
    }
    return countUpTo(index) - 1;
  }

  @Override
  int countUpTo(int index) {
    int word = (index >> 6) - first;
    if (word < 0) {
      return 0;
    }
    if (word >= words.length) {
      return size;
    }
    int count = Long.bitCount(words[word] & (-1L >>> (63 - (index & 63))));
    for (int i = 0; i < word; i++) {
      count += Long.bitCount(words[i]);
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof BitBuckets that
            && first == that.first
            && size == that.size
            && Arrays.equals(words, that.words));
  }

  @Override
  public int hashCode() {
    return 31 * first + Arrays.hashCode(words);
  }
}
