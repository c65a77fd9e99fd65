package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every form of lambda and method reference that can be timed: that it compiles is the test. */
class TimerFormsTest {
  private final Timer timer = Registry.create().timer("t");
  private final Thread ended = new Thread(() -> {});
  private final Future<String> future = CompletableFuture.completedFuture("answer");
  private int calls;

  private String value() {
    calls++;
    return "value";
  }

  private int number() {
    return 7;
  }

  private void silent() {
    calls++;
  }

  private static String atRest() {
    return "static";
  }

  private static void silentAtRest() {}

  private String checked() throws IOException {
    throw new FileNotFoundException("checked");
  }

  private void silentChecked() throws IOException {
    throw new FileNotFoundException("silent");
  }

  private <T> List<T> generic() {
    return List.of();
  }

  private String varargs(String... all) {
    return String.join(",", all);
  }

  // One name for several methods, with and without a result. Those that are not chosen are there to
  // be chosen from.
  private String overloaded() {
    return "none";
  }

  @SuppressWarnings("UnusedMethod")
  private String overloaded(String one) {
    return one;
  }

  private void silentOverloaded() {
    calls++;
  }

  @SuppressWarnings("UnusedMethod")
  private void silentOverloaded(String one) {
    calls += one.length();
  }

  @Test
  void expressionLambdas() throws Exception {
    String s = timer.time(() -> value());
    int i = timer.time(() -> number());
    boolean b = timer.time(() -> i > 3);
    String nothing = timer.time(() -> null);
    var inferred = timer.time(() -> List.of(s, "x"));
    List<String> empty = timer.time(() -> List.of());
    long sum = timer.time(() -> 1L) + timer.time(() -> 2L);
    timer.time(() -> value());
    timer.time(() -> silent());
    timer.time(() -> calls++);
    timer.time(() -> calls = 9);
    timer.time(() -> new StringBuilder());
    timer.time(() -> future.get());
    timer.time(() -> ended.join());
    timer.time(() -> {});
    String nested = timer.time(() -> timer.time(() -> value()));
    assertEquals(List.of("value", "x"), inferred);
    assertEquals("value", nested);
    assertEquals(null, nothing);
    assertTrue(b && empty.isEmpty() && sum == 3);
    assertEquals(18, timer.count());
  }

  @Test
  void blockLambdas() throws IOException {
    String s =
        timer.time(
            () -> {
              silent();
              return value();
            });
    timer.time(
        () -> {
          silent();
        });
    timer.time(
        () -> {
          if (calls > 0) {
            return;
          }
          silent();
        });
    assertEquals("value", s);
    assertThrows(
        IOException.class,
        () ->
            timer.time(
                () -> {
                  throw new IOException("always");
                }));
    try {
      timer.time(
          () -> {
            if (calls > 100) {
              throw new FileNotFoundException("sometimes");
            }
          });
    } catch (FileNotFoundException e) {
      throw new AssertionError(e); // the type of what is thrown is known
    }
    assertEquals(5, timer.count());
  }

  @Test
  void referencesToOneMethod() throws Exception {
    Supplier<String> supplier = () -> "supplied";
    Callable<String> callable = () -> "called";
    Runnable runnable = () -> {};
    IntSupplier ints = () -> 1;
    BooleanSupplier booleans = () -> true;
    String s = timer.time(this::value);
    int i = timer.time(this::number);
    String rest = timer.time(TimerFormsTest::atRest);
    String supplied = timer.time(supplier::get);
    String called = timer.time(callable::call);
    int one = timer.time(ints::getAsInt);
    boolean yes = timer.time(booleans::getAsBoolean);
    String text = timer.time(new Object()::toString);
    String up = timer.time(super::toString);
    List<String> typed = timer.time(this::<String>generic);
    List<String> list = timer.time(this::generic);
    timer.time(this::value);
    timer.time(this::silent);
    timer.time(TimerFormsTest::silentAtRest);
    timer.time(runnable::run);
    timer.run(this::value);
    timer.run(this::silent);
    assertEquals(
        List.of("value", "static", "supplied", "called"), List.of(s, rest, supplied, called));
    assertTrue(i == 7 && one == 1 && yes && typed.isEmpty() && list.isEmpty());
    assertTrue(!text.isEmpty() && !up.isEmpty());
    assertEquals(17, timer.count());
  }

  @Test
  void referencesToOverloadedMethods() throws Exception {
    CountDownLatch open = new CountDownLatch(0);
    String answer = timer.time(future::get);
    timer.time(future::get);
    String s = timer.time(this::overloaded);
    String joined = timer.time(this::varargs);
    StringBuilder built = timer.time(StringBuilder::new);
    String text = timer.time("text"::trim);
    timer.run(ended::join);
    timer.run(open::await);
    timer.run(this::silentOverloaded);
    timer.run(System.err::flush);
    timer.run(future::get);
    assertEquals(List.of("answer", "none", "", "text"), List.of(answer, s, joined, text));
    assertEquals(0, built.length());
    assertEquals(11, timer.count());
  }

  @Test
  void whatIsThrown_keepsItsType() {
    try {
      String never = timer.time(this::checked);
      throw new AssertionError(never);
    } catch (IOException e) {
      assertEquals("checked", e.getMessage());
    }
    try {
      timer.time(this::silentChecked);
      throw new AssertionError("returned");
    } catch (IOException e) {
      assertEquals("silent", e.getMessage());
    }
    try {
      timer.run(this::checked);
      throw new AssertionError("returned");
    } catch (IOException e) {
      assertEquals("checked", e.getMessage());
    }
    assertThrows(
        TimeoutException.class,
        () ->
            timer.time(
                () -> {
                  if (calls == 0) {
                    throw new TimeoutException();
                  }
                  return calls;
                }));
    assertEquals(4, timer.count());
  }

  @Test
  void workIsATask_whoseResultIsForgotten() throws IOException {
    TimeRecorder.Work<String, IOException> work = this::value;
    TimeRecorder.Task<IOException> task = work;
    timer.time(task);
    timer.run(work);
    assertEquals("value", timer.time(work));
    assertEquals(3, calls);
    assertEquals(3, timer.count());
  }

  @Test
  void aTimer_hasFewMethods() {
    Set<String> names = new TreeSet<>();
    for (Method method : Timer.class.getMethods()) {
      Class<?> by = method.getDeclaringClass();
      if (!by.isAssignableFrom(Instrument.class) && Modifier.isPublic(method.getModifiers())) {
        names.add(method.getName());
      }
    }
    assertTrue(names.size() <= 12, names::toString);
    assertTrue(names.containsAll(Arrays.asList("time", "run", "record", "start")), names::toString);
  }
}
