package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.distributed.Await;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a checkpoint is written, which waits for which, and what a disk that fails changes. */
class CheckpointsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long INTERVAL = 5 * SECOND;

  @TempDir Path folder;
  private final Registry totals = Registry.create();
  private int asked;

  private Checkpoints open() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder.resolve("state"), INTERVAL, totals);
    assertEquals(Optional.empty(), checkpoints.open(0));
    return checkpoints;
  }

  private static Checkpoint numbered(long run) {
    return new Checkpoint(new Id(1, 2), run, List.of(), List.of(), List.of(), List.of());
  }

  /** Each content is told from the one before by its run. */
  private Checkpoints.Content content() {
    asked++;
    return new Checkpoints.Content(numbered(asked), Snapshot.of(asked, List.of()));
  }

  private static void awaitIdle(Checkpoints checkpoints, long number) throws Exception {
    Await.until("checkpoint " + number, () -> checkpoints.isReached(number));
    Await.until("its end", () -> !checkpoints.isUrgent());
  }

  private Checkpoint onDisk() throws Exception {
    return Checkpoint.decode(Files.readAllBytes(folder.resolve("state")));
  }

  private long told(String name) {
    return totals.counter(name).value();
  }

  @Test
  void withoutAFile_nothingIsWaitedFor() throws Exception {
    try (Checkpoints none = new Checkpoints(null, INTERVAL, totals)) {
      assertFalse(none.isOn());
      assertEquals(Optional.empty(), none.open(0));
      none.writeNow(this::content);
      none.changed();
      assertEquals(0, none.request());
      assertEquals(0, none.next());
      assertTrue(none.isReached(0));
      assertFalse(none.isUrgent());
      none.tick(100 * INTERVAL, this::content);
      none.finish(this::content);
      assertEquals(0, asked);
    }
  }

  @Test
  void aChange_isWrittenAfterTheInterval_andOnce() throws Exception {
    try (Checkpoints checkpoints = open()) {
      assertTrue(checkpoints.isOn());
      checkpoints.tick(INTERVAL, this::content);
      assertEquals(0, asked, "nothing changed");
      checkpoints.changed();
      checkpoints.tick(INTERVAL - 1, this::content);
      assertEquals(0, asked);
      assertEquals(1, checkpoints.next());
      checkpoints.tick(INTERVAL, this::content);
      assertEquals(2, checkpoints.next());
      awaitIdle(checkpoints, 1);
      assertFalse(checkpoints.isReached(2));
      assertEquals(numbered(1), onDisk());
      assertEquals(1, checkpoints.safe().wallMillis());
      checkpoints.tick(9 * INTERVAL, this::content);
      checkpoints.changed();
      checkpoints.tick(2 * INTERVAL - 1, this::content);
      assertEquals(1, asked);
      checkpoints.tick(2 * INTERVAL, this::content);
      awaitIdle(checkpoints, 2);
      assertEquals(numbered(2), onDisk());
      assertEquals(2, told("tapes.state.written"));
    }
  }

  @Test
  void aRequest_isWrittenAtOnce() throws Exception {
    try (Checkpoints checkpoints = open()) {
      assertFalse(checkpoints.isUrgent());
      assertEquals(1, checkpoints.request());
      assertTrue(checkpoints.isUrgent());
      checkpoints.tick(0, this::content);
      awaitIdle(checkpoints, 1);
      assertEquals(1, asked);
      assertEquals(2, checkpoints.request());
      assertEquals(2, checkpoints.request());
      checkpoints.tick(0, this::content);
      awaitIdle(checkpoints, 2);
    }
  }

  @Test
  void writeNow_waitsForIt() throws Exception {
    try (Checkpoints checkpoints = open()) {
      checkpoints.writeNow(this::content);
      assertTrue(checkpoints.isReached(1));
      assertEquals(2, checkpoints.next());
      assertEquals(numbered(1), onDisk());
    }
    try (Checkpoints again = new Checkpoints(folder.resolve("state"), INTERVAL, totals)) {
      assertEquals(Optional.of(numbered(1)), again.open(0));
    }
  }

  @Test
  void whileTheDiskFails_itIsTriedEachSecond_andWhatWaitedIsReachedByTheNext() throws Exception {
    Path blocked = folder.resolve("state").resolve("in the way");
    try (Checkpoints checkpoints = open()) {
      Files.createDirectories(blocked);
      assertEquals(1, checkpoints.request());
      checkpoints.tick(0, this::content);
      Await.until("the failure", () -> told("tapes.state.errors") == 1 && idle(checkpoints));
      assertFalse(checkpoints.isReached(1));
      checkpoints.tick(SECOND - 1, this::content);
      assertEquals(1, asked);
      Files.delete(blocked);
      Files.delete(blocked.getParent());
      checkpoints.tick(SECOND, this::content);
      awaitIdle(checkpoints, 2);
      assertTrue(checkpoints.isReached(1));
      assertEquals(numbered(2), onDisk());
      checkpoints.tick(9 * INTERVAL, this::content);
      assertEquals(2, asked);
      assertEquals(1, told("tapes.state.errors"));
      assertEquals(1, told("tapes.state.written"));
    }
  }

  private static boolean idle(Checkpoints checkpoints) {
    return !checkpoints.isUrgent();
  }

  @Test
  void aStateThatCannotBeTold_leavesAllAsItWas() throws Exception {
    try (Checkpoints checkpoints = open()) {
      checkpoints.request();
      OutOfMemoryError failure = new OutOfMemoryError("as if");
      assertSame(
          failure,
          assertThrows(
              OutOfMemoryError.class,
              () ->
                  checkpoints.tick(
                      0,
                      () -> {
                        throw failure;
                      })));
      assertEquals(1, checkpoints.next());
      assertTrue(checkpoints.isUrgent());
      checkpoints.tick(0, this::content);
      awaitIdle(checkpoints, 1);
    }
  }

  @Test
  void finish_writesWhatChanged_andNothingElse() throws Exception {
    try (Checkpoints checkpoints = open()) {
      checkpoints.changed();
      checkpoints.finish(this::content);
      assertEquals(numbered(1), onDisk());
    }
    try (Checkpoints checkpoints = new Checkpoints(folder.resolve("state"), INTERVAL, totals)) {
      checkpoints.open(0);
      checkpoints.finish(this::content);
      assertEquals(1, asked);
    }
  }

  @Test
  void close_letsGoOfTheFile_andOfItsThread() throws Exception {
    Checkpoints checkpoints = open();
    checkpoints.request();
    Thread[] writer = new Thread[1];
    checkpoints.tick(0, this::content);
    awaitIdle(checkpoints, 1);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("tapes-state")) {
        writer[0] = thread;
      }
    }
    assertTrue(writer[0].isDaemon());
    checkpoints.close();
    try (StateFile free = StateFile.open(folder.resolve("state"))) {
      assertEquals(Optional.of(numbered(1)), free.read());
    }
    Await.until("the end of its thread", () -> !writer[0].isAlive());
  }
}
