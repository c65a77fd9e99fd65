package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What listeners hear when they, or others, use the registry while they are told. */
class SeriesListenerTest {
  /** Writes down what it hears, then does something. */
  private static final class Witness implements SeriesListener {
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Consumer<String> reaction;

    Witness() {
      this(message -> {});
    }

    Witness(Consumer<String> reaction) {
      this.reaction = reaction;
    }

    @Override
    public void added(SeriesId id, MetricKind type) {
      hear("+" + id);
    }

    @Override
    public void removed(SeriesId id, MetricKind type) {
      hear("-" + id);
    }

    private void hear(String message) {
      told.add(message);
      reaction.accept(message);
    }
  }

  private final Registry registry = Registry.create();

  @Test
  void aListenerThatRemovesWhatItIsToldOf_isHeardInOrder() {
    Witness first =
        new Witness(
            message -> {
              if (message.equals("+x")) {
                assertTrue(registry.remove("x"));
              }
            });
    Witness second = new Witness();
    registry.addListener(first);
    registry.addListener(second);
    registry.counter("x");
    assertEquals(List.of("+x", "-x"), first.told);
    assertEquals(List.of("+x", "-x"), second.told);
  }

  @Test
  void whatAListenerMakes_isToldAfterWhatItWasToldOf() {
    Witness first =
        new Witness(
            message -> {
              if (message.equals("+a")) {
                registry.counter("b");
              }
            });
    Witness second = new Witness();
    registry.addListener(first);
    registry.addListener(second);
    registry.counter("a");
    assertEquals(List.of("+a", "+b"), first.told);
    assertEquals(List.of("+a", "+b"), second.told);
  }

  @Test
  void whatIsMadeWhileALateListenerHearsOfOldSeries_isToldToIt() {
    registry.counter("old1");
    registry.counter("old2");
    Witness late =
        new Witness(
            message -> {
              if (message.equals("+old1")) {
                registry.counter("meanwhile");
                registry.remove("old2");
              }
            });
    registry.addListener(late);
    assertEquals(List.of("+old1", "+old2", "+meanwhile", "-old2"), late.told);
  }

  @Test
  void aListenerInAView_mayUseTheRegistryToo() {
    Registry view = registry.scope("a");
    Witness inView =
        new Witness(
            message -> {
              if (message.equals("+a.x")) {
                view.counter("y");
                registry.counter("outside");
                view.remove("x");
              }
            });
    Witness all = new Witness();
    view.addListener(inView);
    registry.addListener(all);
    view.counter("x");
    assertEquals(List.of("+a.x", "+a.y", "-a.x"), inView.told);
    assertEquals(List.of("+a.x", "+a.y", "+outside", "-a.x"), all.told);
  }

  @Test
  void aListenerThatRemovesItself_hearsNothingMore() {
    List<Witness> self = new ArrayList<>();
    Witness leaving = new Witness(message -> registry.remove(self.get(0)));
    self.add(leaving);
    registry.counter("old1");
    registry.counter("old2");
    registry.addListener(leaving);
    registry.counter("new");
    assertEquals(List.of("+old1"), leaving.told);
  }

  @Test
  void aListenerThatAddsAnother_doesNotDisturbIt() {
    Witness second = new Witness();
    registry.addListener(
        new Witness(
            message -> {
              if (message.equals("+a")) {
                registry.addListener(second);
              }
            }));
    registry.counter("a");
    registry.counter("b");
    assertEquals(List.of("+a", "+b"), second.told);
  }

  @Test
  void anErrorWhileTelling_losesNothingOfWhatFollows() {
    Witness failing =
        new Witness(
            message -> {
              if (message.equals("+old")) {
                registry.counter("nested");
              }
              throw new StackOverflowError("as if");
            });
    Witness second = new Witness();
    registry.addListener(
        new Witness(
            message -> {
              throw new OutOfMemoryError("as if");
            }));
    registry.counter("old");
    registry.addListener(second);
    registry.addListener(failing);
    registry.remove(failing);
    registry.counter("new");
    assertEquals(List.of("+old", "+nested"), failing.told);
    assertEquals(List.of("+old", "+nested", "+new"), second.told);
  }

  @Test
  void aListenerThatBlocks_holdsUpNobodyElse_andHearsTheRestInOrder() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Witness stuck =
        new Witness(
            message -> {
              blocked.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Witness other = new Witness();
    registry.addListener(stuck);
    registry.addListener(other);
    Thread maker = new Thread(() -> registry.counter("a"));
    maker.start();
    assertTrue(blocked.await(10, TimeUnit.SECONDS));
    // None of these returns on a registry that holds its lock while it tells.
    Thread others =
        new Thread(
            () -> {
              registry.counter("b");
              registry.remove("a");
              registry.counter("c");
            });
    others.start();
    others.join(10_000);
    assertEquals(Thread.State.TERMINATED, others.getState());
    assertEquals(List.of("+a", "+b", "-a", "+c"), other.told);
    assertEquals(List.of("+a"), stuck.told);
    release.countDown();
    maker.join(10_000);
    assertEquals(List.of("+a", "+b", "-a", "+c"), stuck.told);
  }

  @Test
  void manyThreads_eachListenerHearsAConsistentHistory() {
    Witness early = new Witness();
    List<Witness> late = new CopyOnWriteArrayList<>();
    registry.addListener(early);
    Threads.together(
        4,
        t -> {
          for (int i = 0; i < 1_000; i++) {
            registry.counter("c" + (i + t) % 7);
            registry.remove("c" + (i * 3 + t) % 7);
            if (i == 500) {
              Witness witness = new Witness();
              registry.addListener(witness);
              late.add(witness);
            }
          }
        });
    Set<String> left = new HashSet<>();
    registry.snapshot().series().forEach(series -> left.add(series.id().toString()));
    assertEquals(left, replayed(early.told));
    late.forEach(witness -> assertEquals(left, replayed(witness.told)));
  }

  /** What there is after a history in which nothing comes twice or goes before it came. */
  private static Set<String> replayed(List<String> history) {
    Set<String> there = new HashSet<>();
    for (String message : history) {
      String id = message.substring(1);
      assertTrue(message.startsWith("+") ? there.add(id) : there.remove(id), message);
    }
    return there;
  }

  @Test
  void null_isRefused() {
    var thrown = assertThrows(NullPointerException.class, () -> registry.addListener(null));
    assertTrue(thrown.getMessage().contains("listener"), thrown.getMessage());
  }
}
