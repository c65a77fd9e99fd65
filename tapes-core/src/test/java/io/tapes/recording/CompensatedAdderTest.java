package io.tapes.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Sums of doubles beside those of BigDecimal, which are exact. */
class CompensatedAdderTest {
  private static final BigDecimal MOST_WRONG = new BigDecimal("1e-15");
  private static final int THREADS = 4;

  private static BigDecimal exactly(double x) {
    return new BigDecimal(x);
  }

  private static void assertNextTo(BigDecimal exact, double sum) {
    BigDecimal wrong = exact.subtract(new BigDecimal(sum)).abs();
    assertTrue(
        wrong.compareTo(exact.multiply(MOST_WRONG)) <= 0,
        () -> sum + " instead of " + exact.round(MathContext.DECIMAL64));
  }

  @Test
  void anyNumbers_inAnyOrder_comeToTheExactSum() {
    Forall.check(
        any -> {
          CompensatedAdder adder = new CompensatedAdder();
          BigDecimal exact = BigDecimal.ZERO;
          int count = any.ints(1, 200);
          for (int i = 0; i < count; i++) {
            double x = any.doubles(0, 1e300);
            assertTrue(adder.add(x));
            exact = exact.add(new BigDecimal(x));
          }
          assertNextTo(exact, adder.sum());
        });
  }

  @Test
  void tenMillionTenths_areAMillionTenths() {
    CompensatedAdder adder = new CompensatedAdder();
    double naive = 0;
    int count = 10_000_000;
    for (int i = 0; i < count; i++) {
      adder.add(0.1);
      naive += 0.1;
    }
    BigDecimal exact = exactly(0.1).multiply(BigDecimal.valueOf(count));
    assertEquals(exact.doubleValue(), adder.sum());
    assertTrue(Math.abs(naive - adder.sum()) > 1e-5, "what it is for");
  }

  /** Each of them is too small to change the high word. */
  @Test
  void aMillionNumbersBesideOneThatHidesThem_areAllThere() {
    CompensatedAdder adder = new CompensatedAdder();
    adder.add(1e17);
    BigDecimal exact = new BigDecimal(1e17);
    for (int i = 0; i < 1_000_000; i++) {
      adder.add(0.7);
      exact = exact.add(exactly(0.7));
    }
    assertEquals(exact.doubleValue(), adder.sum());
    assertEquals(1e17, 1e17 + 0.7, "what it is for");
  }

  @Test
  void threadsThatCollide_loseNothing() throws InterruptedException {
    CompensatedAdder adder = new CompensatedAdder();
    int each = 500_000;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      double x = Math.pow(10, -3 * i) / 3;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int n = 0; n < each; n++) {
                  adder.add(x);
                }
              });
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < THREADS; i++) {
      exact =
          exact.add(new BigDecimal(Math.pow(10, -3 * i) / 3).multiply(BigDecimal.valueOf(each)));
    }
    assertNextTo(exact, adder.sum());
  }

  /** One cell for all, so that each of its two words is fought for. */
  @Test
  void threadsInOneCell_loseNothing() throws InterruptedException {
    CompensatedAdder adder = new CompensatedAdder(1) {};
    int each = 200_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < each; n++) {
                  adder.add(0.1);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertNextTo(exactly(0.1).multiply(BigDecimal.valueOf((long) THREADS * each)), adder.sum());
  }

  @Test
  void whatWouldBeInfinite_isNotAdded() {
    CompensatedAdder adder = new CompensatedAdder();
    assertTrue(adder.add(Double.MAX_VALUE));
    assertFalse(adder.add(Double.MAX_VALUE));
    assertFalse(adder.add(Double.POSITIVE_INFINITY));
    assertFalse(adder.add(Double.NaN));
    assertEquals(Double.MAX_VALUE, adder.sum());
    CompensatedAdder striped = new CompensatedAdder(2) {};
    assertTrue(striped.add(Double.MAX_VALUE));
    assertFalse(striped.add(Double.MAX_VALUE));
    assertEquals(Double.MAX_VALUE, striped.sum());
  }

  @Test
  void theSmallestNumbers_areAdded() {
    CompensatedAdder adder = new CompensatedAdder();
    for (int i = 0; i < 1_000; i++) {
      adder.add(Double.MIN_VALUE);
    }
    assertEquals(1_000 * Double.MIN_VALUE, adder.sum());
  }
}
