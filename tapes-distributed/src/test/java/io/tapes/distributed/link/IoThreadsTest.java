package io.tapes.distributed.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.support.LogLimiter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;

class IoThreadsTest {
  /** What is printed when a context's own thread meets a failure; the library prints a trace. */
  private static String printed(Throwable failure) {
    IoThreads threads = new IoThreads(new LogLimiter(LoggerFactory.getLogger(IoThreadsTest.class)));
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (ZContext context = threads.context()) {
      System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
      context.getNotificationExceptionHandler().uncaughtException(Thread.currentThread(), failure);
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aConnectionThatEndsWhileItIsRegistered_isNotWorthAWord() {
    assertEquals("", printed(new ClosedChannelException()));
  }

  @Test
  void anotherFailure_isOneWarning() {
    String warning = printed(new IllegalStateException("as if"));
    assertTrue(warning.contains("a connection failed"), warning);
    assertEquals(1, warning.lines().count(), warning);
  }
}
