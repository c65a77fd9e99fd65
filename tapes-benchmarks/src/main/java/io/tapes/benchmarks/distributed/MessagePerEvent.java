package io.tapes.benchmarks.distributed;

import io.tapes.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The way of the models: each event is a message over the same socket, nothing is confirmed. */
final class MessagePerEvent {
  private static final byte[] EVENT =
      "{\"n\":\"requests\",\"v\":1}".getBytes(StandardCharsets.UTF_8);
  private static final int QUEUE = 1_000_000;

  private MessagePerEvent() {}

  /**
   * What an event cost.
   *
   * @param recordNanos in the thread that records
   * @param aggregatorNanos processor time of the aggregator
   */
  record Cost(double recordNanos, double aggregatorNanos) {}

  /** The receiving process: a PULL socket, so that nothing is lost, and a counter. */
  public static void main(String[] args) throws IOException {
    Registry registry = Registry.create();
    AtomicLong received = new AtomicLong();
    try (ZContext context = new ZContext(1);
        ZMQ.Socket socket = context.createSocket(SocketType.PULL)) {
      socket.setRcvHWM(QUEUE);
      socket.bind(args[0]);
      Thread thread = new Thread(() -> receive(socket, registry, received), "receiver");
      thread.setDaemon(true);
      thread.start();
      Child.answer(Map.of("received", () -> (double) received.get()));
      // The thread holds the socket, and nothing is to be kept.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void receive(ZMQ.Socket socket, Registry registry, AtomicLong received) {
    while (true) {
      byte[] message = socket.recv();
      String text = new String(message, StandardCharsets.UTF_8);
      int end = text.indexOf('"', 6);
      long value = Long.parseLong(text, end + 6, text.length() - 1, 10);
      registry.counter(text.substring(6, end)).increment(value);
      received.incrementAndGet();
    }
  }

  static Cost measure(String address, int events) throws IOException {
    try (Child aggregator = new Child(MessagePerEvent.class, address);
        ZContext context = new ZContext(1);
        ZMQ.Socket socket = context.createSocket(SocketType.PUSH)) {
      socket.setSndHWM(QUEUE);
      socket.connect(address);
      send(aggregator, socket, events, events);
      double cpu = aggregator.ask("cpu");
      double nanos = send(aggregator, socket, events, 2 * events);
      return new Cost(nanos, (aggregator.ask("cpu") - cpu) / events);
    }
  }

  /** The time of an event in this thread, once all have arrived. */
  private static double send(Child aggregator, ZMQ.Socket socket, int events, int total)
      throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      socket.send(EVENT);
    }
    double nanos = (System.nanoTime() - start) / (double) events;
    while (aggregator.ask("received") < total) {
      Thread.onSpinWait();
    }
    return nanos;
  }
}
