package io.tapes.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/**
 * Any values of their kind, for one try of a property: {@code Forall.check(any -> { long n =
 * any.longs(0, 9); … })}. What fails is thrown with its seed and what was drawn; {@code
 * -Dtapes.seed=…} repeats just that try. One thread.
 */
public final class Forall {
  /*
   * A seed holds everything about a try: its lowest 16 bits are the number of the try. The first
   * tries draw only corners of the ranges: all lowest, all highest, all nearest to zero, then mixed
   * ones. In the others one draw of eight is a corner. Collections grow with the number of the try,
   * so that what fails is found in small ones first.
   *
   * Modules cannot share test sources, so three of them have a copy; CopiesTest holds them equal.
   */
  private static final String REPLAY = "tapes.seed";
  private static final int TRIES = 1_000;
  private static final int MOST_TRIES = 1 << 16;
  private static final int CORNERS_ONLY = 60;
  private static final int SHOWN = 4_000;

  private final Random random;
  private final int attempt;
  private final List<Object> drawn = new ArrayList<>();
  private int depth;

  private Forall(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    attempt = (int) (seed & (MOST_TRIES - 1));
  }

  /** What shall hold, whatever is drawn. */
  @FunctionalInterface
  public interface Property {
    void check(Forall any) throws Throwable;
  }

  /** Tries a property a thousand times. */
  public static void check(Property property) {
    check(TRIES, property);
  }

  /** Tries a property as often as told, at most 65,536 times. */
  public static void check(int tries, Property property) {
    Long replayed = Long.getLong(REPLAY);
    if (replayed != null) {
      attempt(replayed, property);
      return;
    }
    long run = System.nanoTime() * MOST_TRIES;
    for (int i = 0; i < tries; i++) {
      attempt(run | i, property);
    }
  }

  private static void attempt(long seed, Property property) {
    Forall any = new Forall(seed);
    try {
      property.check(any);
    } catch (TestAbortedException e) {
      throw e;
    } catch (Throwable e) {
      String drawn = any.drawn.toString();
      throw new AssertionError(
          "%s%nfails in try %d; repeat it with -D%s=%d; drawn: %s"
              .formatted(
                  e,
                  any.attempt,
                  REPLAY,
                  seed,
                  drawn.substring(0, Math.min(SHOWN, drawn.length()))),
          e);
    }
  }

  /** Any long. */
  public long longs() {
    return longs(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A long from the lowest to the highest, both included; small ones are as likely as large. */
  public long longs(long lowest, long highest) {
    return shown(isCorner() ? cornerOf(lowest, highest) : between(lowest, highest));
  }

  /** Any int. */
  public int ints() {
    return ints(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** An int from the lowest to the highest, both included. */
  public int ints(int lowest, int highest) {
    return (int) longs(lowest, highest);
  }

  /** Any finite double. */
  public double doubles() {
    return doubles(-Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** A double from the lowest to the highest, both included. */
  public double doubles(double lowest, double highest) {
    double zero = Math.max(lowest, Math.min(highest, 0.0));
    if (isCorner()) {
      double[] corners = {
        lowest, highest, zero, Double.MIN_VALUE, -Double.MIN_VALUE, -0.0, 1, -1, 0.01, -0.01
      };
      double corner = corners[corner(corners.length)];
      return shown(corner < lowest || corner > highest ? zero : corner);
    }
    double bits = Double.longBitsToDouble(random.nextLong());
    boolean bitsFit = bits >= lowest && bits <= highest && random.nextBoolean();
    double part = random.nextDouble();
    return shown(bitsFit ? bits : lowest * (1 - part) + highest * part);
  }

  /** One of some values. */
  @SafeVarargs
  public final <T> T of(T... values) {
    return shown(values[(int) picked(values.length)]);
  }

  /** What one of some suppliers draws. */
  @SafeVarargs
  public final <T> T oneOf(Supplier<? extends T>... choices) {
    return choices[(int) picked(choices.length)].get();
  }

  /** A list of at most so many. */
  public <T> List<T> list(int longest, Supplier<? extends T> element) {
    return list(0, longest, element);
  }

  /** A list of so many. */
  public <T> List<T> list(int shortest, int longest, Supplier<? extends T> element) {
    depth++;
    int size = size(shortest, longest);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    depth--;
    return shown(list);
  }

  /** A set of at most so many. */
  public <T> Set<T> set(int largest, Supplier<? extends T> element) {
    return new LinkedHashSet<>(list(largest, element));
  }

  /** A map of at most so many entries. */
  public <K, V> Map<K, V> map(int largest, Supplier<? extends K> key, Supplier<? extends V> value) {
    depth++;
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = size(0, largest); i > 0; i--) {
      map.put(key.get(), value.get());
    }
    depth--;
    return shown(map);
  }

  /** Bytes, at most so many. */
  public byte[] bytes(int longest) {
    List<Integer> list = list(longest, () -> ints(Byte.MIN_VALUE, Byte.MAX_VALUE));
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i).byteValue();
    }
    return bytes;
  }

  /** A text of at most 255 characters, of all that a char can be. */
  public String text() {
    return text(0);
  }

  /** The same with a shortest length. */
  public String text(int shortest) {
    return list(shortest, 255, this::character).stream()
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private char character() {
    return oneOf(
        () -> (char) ints(0, Character.MAX_VALUE),
        () -> (char) ints(' ', '~'),
        () -> of('\\', ',', '=', '{', '}', '.', '"', '\n', ' ', 'é', '\uD83D', '\uDE00'));
  }

  private long between(long lowest, long highest) {
    long small = random.nextLong() >>> random.nextInt(Long.SIZE);
    long signed = random.nextBoolean() ? small : -small;
    if (signed >= lowest && signed <= highest && random.nextBoolean()) {
      return signed;
    }
    long span = highest - lowest;
    if (span >= 0 && span < Long.MAX_VALUE) {
      return lowest + random.nextLong(span + 1);
    }
    long any = random.nextLong();
    while (any < lowest || any > highest) {
      any = random.nextLong();
    }
    return any;
  }

  private long cornerOf(long lowest, long highest) {
    long zero = Math.max(lowest, Math.min(highest, 0));
    long power = 1L << random.nextInt(Long.SIZE - 1);
    long[] corners = {
      lowest, highest, zero, lowest + 1, highest - 1, 1, -1, 2, power, power - 1, power + 1, -power
    };
    long corner = corners[corner(corners.length)];
    return corner < lowest || corner > highest ? zero : corner;
  }

  private boolean isCorner() {
    return attempt < CORNERS_ONLY || random.nextInt(8) == 0;
  }

  /** The first three tries have the first three corners: lowest, highest and zero. */
  private int corner(int corners) {
    return attempt < 3 ? attempt : random.nextInt(corners);
  }

  private long picked(int choices) {
    return attempt == 0 ? 0 : attempt == 1 ? choices - 1 : random.nextInt(choices);
  }

  private int size(int shortest, int longest) {
    if (attempt == 0 || attempt == 2) {
      return shortest;
    }
    if (attempt == 1) {
      return longest;
    }
    int largest = Math.min(longest, Math.max(shortest, 1) + attempt / 4);
    return random.nextInt(8) == 0 ? largest : shortest + random.nextInt(largest - shortest + 1);
  }

  private <T> T shown(T value) {
    if (depth == 0) {
      drawn.add(value);
    }
    return value;
  }
}
