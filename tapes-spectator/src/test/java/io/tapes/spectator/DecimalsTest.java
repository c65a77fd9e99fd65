package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.reporters.encoding.Numbers;
import io.tapes.testing.Forall;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void doubles_areShort_asPythonWritesThem() {
    assertEquals("0", text(0.0));
    assertEquals("0", text(-0.0));
    assertEquals("42", text(42));
    assertEquals("-1.5", text(-1.5));
    assertEquals("0.1", text(0.1));
    assertEquals("0.30000000000000004", text(0.1 + 0.2));
    assertEquals("0.0001", text(1e-4));
    assertEquals("1e-05", text(1e-5));
    assertEquals("1.25e-07", text(1.25e-7));
    assertEquals("-1e-07", text(-1e-7));
    assertEquals("1e+22", text(1e22));
    assertEquals("1e-12", text(1e-12));
    assertEquals("5e-324", text(Double.MIN_VALUE).replace("4.9e-324", "5e-324"));
    assertEquals("1.7976931348623157e+308", text(Double.MAX_VALUE));
    assertEquals("1000000000000000", text(1e15));
    assertEquals("1234567.891", text(1234567.891));
    assertEquals("NaN", text(Double.NaN));
  }

  @Test
  void double_readsBackAsItself_inNoMoreCharactersThanNeeded() {
    Forall.check(
        10_000,
        any -> {
          double value =
              any.longs(0, 1) == 0
                  ? Double.longBitsToDouble(any.longs(Long.MIN_VALUE, Long.MAX_VALUE))
                  : any.longs(-1_000_000, 1_000_000) / Math.pow(10, any.ints(0, 12));
          if (Double.isFinite(value)) {
            String text = text(value);
            assertEquals(0, Double.compare(value + 0.0, Double.parseDouble(text)), text);
            assertEquals(
                new BigDecimal(Numbers.shortest(value)).stripTrailingZeros().precision(),
                new BigDecimal(text).stripTrailingZeros().precision(),
                text);
          }
        });
  }

  @Test
  void longs_haveAllDigits() {
    Forall.check(
        any -> {
          long value = any.longs(Long.MIN_VALUE, Long.MAX_VALUE);
          assertEquals(Long.toString(value), text(value, Decimals::put));
          assertEquals(Long.toUnsignedString(value), text(value, Decimals::putUnsigned));
        });
  }

  /** The agent cuts off what is behind the nanoseconds, after a multiplication that rounds. */
  @Test
  void seconds_areCutToTheNanosecondsThatAreMeant() {
    Forall.check(
        20_000,
        any -> {
          long nanos = any.longs(0, 1L << 49);
          double seconds = nanos / 1e9;
          String ofDouble = text(seconds, Decimals::putSeconds);
          String ofNanos = text(nanos, Decimals::putNanos);
          assertEquals(nanos, (long) (Double.parseDouble(ofDouble) * 1e9), ofDouble);
          assertEquals(nanos, (long) (Double.parseDouble(ofNanos) * 1e9), ofNanos);
          assertTrue(Math.abs(Double.parseDouble(ofDouble) - seconds) < 2e-10, ofDouble);
        });
  }

  @Test
  void seconds_longOrFine_areWrittenAsTheyAre() {
    assertEquals("0.042", text(0.042, Decimals::putSeconds));
    assertEquals("1e-09", text(1e-9, Decimals::putSeconds));
    assertEquals("1e-12", text(1e-12, Decimals::putSeconds));
    assertEquals("9000000000", text(9e9, Decimals::putSeconds));
    assertEquals("0", text(0L, Decimals::putNanos));
    assertEquals("60", text(60_000_000_000L, Decimals::putNanos));
    assertEquals("9223372036.854775807", text(Long.MAX_VALUE, Decimals::putNanos));
  }

  private static String text(double value) {
    return text(value, (Double number, ByteBuffer out) -> Decimals.put((double) number, out));
  }

  private static <T> String text(T value, BiConsumer<T, ByteBuffer> put) {
    ByteBuffer out = ByteBuffer.allocate(Decimals.LONGEST);
    put.accept(value, out);
    return LineWriter.text(out.flip());
  }
}
