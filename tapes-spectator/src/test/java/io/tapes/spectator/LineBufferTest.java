package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineBufferTest {
  private static SpectatorRegistry buffered(String location, int bytes) {
    return SpectatorRegistry.create(Lines.config().location(location).bufferSize(bytes).build());
  }

  @Test
  void lines_waitUntilTheBufferIsFull() {
    try (SpectatorRegistry r = buffered("memory", 100)) {
      int written = 0;
      while (Lines.of(r).isEmpty()) {
        r.counter("counter").increment();
        written++;
      }
      assertTrue(written > 1 && 12 * written <= 112, written + " lines");
      r.flush();
      assertEquals(written, Lines.of(r).size());
    }
  }

  @Test
  void close_writesWhatWaits() {
    SpectatorRegistry r = buffered("memory", 1_000);
    r.counter("c").increment();
    r.counter("c").increment(2);
    assertEquals(List.of(), Lines.of(r));
    r.close();
    assertEquals(List.of("c:c:1", "c:c:2"), Lines.of(r));
    r.close();
    assertEquals(0, r.writer().lostLines());
  }

  /** What the thread that is started with the first waiting line calls every five seconds. */
  @Test
  void lines_waitNoLongerThanFiveSeconds() {
    SpectatorRegistry r = buffered("memory", 1_000);
    LineWriter writer = r.writer();
    r.counter("c").increment();
    assertEquals(5_000, writer.flushAgain());
    writer.flushAgain();
    assertEquals(List.of("c:c:1"), Lines.of(r));
    r.close();
    assertNull(writer.flushAgain());
  }

  static final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
      try (SpectatorRegistry unbuffered = buffered("memory", 0);
          SpectatorRegistry r = buffered("memory", 1_000)) {
        unbuffered.counter("c").increment();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertTrue(before.stream().noneMatch(Main::flushes), before.toString());
        r.counter("c").increment();
        while (Thread.getAllStackTraces().keySet().stream().noneMatch(Main::flushes)) {
          Thread.sleep(1);
        }
      }
    }

    private static boolean flushes(Thread thread) {
      return thread.getName().startsWith("tapes-spectator");
    }
  }

  @Test
  void thread_isStartedWithTheFirstWaitingLine() throws Exception {
    assertEquals("", ChildJvm.output(Main.class, Map.of()));
  }

  @Test
  void datagrams_areWholeLines_andNoLargerThanTheAgentTakes() throws Exception {
    try (UdpReceiver agent = new UdpReceiver();
        SpectatorRegistry r = buffered(agent.location(), 70_000)) {
      Counter counter = r.counter("x".repeat(200));
      int sent = 0;
      for (; sent < 400; sent++) {
        counter.increment();
      }
      r.flush();
      int lines = 0;
      while (lines < sent) {
        String datagram = agent.datagram();
        assertTrue(datagram.length() <= 60 << 10, datagram.length() + " bytes");
        for (String line : datagram.split("\n", -1)) {
          assertEquals("c:" + "x".repeat(200) + ":1", line);
          lines++;
        }
      }
      assertEquals(sent, lines);
      assertEquals(0, r.writer().lostLines());
    }
  }

  @Test
  void size_belowZero_isRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> SpectatorConfig.builder().bufferSize(-1));
    assertEquals(
        "buffer size -1 is negative; use 0 for none, or some 2048 bytes", refused.getMessage());
  }

  @Test
  void manyThreads_loseAndTearNothing() throws Exception {
    try (SpectatorRegistry r = buffered("memory", 500)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Counter counter = r.counter("c" + t);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  for (int i = 0; i < 5_000; i++) {
                    counter.increment();
                  }
                });
        thread.start();
        threads.add(thread);
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      r.flush();
      List<String> lines = Lines.of(r);
      assertEquals(20_000, lines.size());
      for (int t = 0; t < 4; t++) {
        String line = "c:c" + t + ":1";
        assertEquals(5_000, lines.stream().filter(line::equals).count());
      }
      assertFalse(lines.contains(""));
    }
  }
}
