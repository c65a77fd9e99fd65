package io.tapes.benchmarks;

import com.netflix.spectator.api.Id;
import io.tapes.spectator.Counter;
import io.tapes.spectator.MemoryWriter;
import io.tapes.spectator.MeterId;
import io.tapes.spectator.SpectatorConfig;
import io.tapes.spectator.SpectatorRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A line to spectatord for each update of a kept counter with two tags, beside a loop that sends
 * the ready datagram; and an id by name and two tags, beside that of Spectator.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpectatorLineBenchmark {
  private static final String NAME = "server.requestCount.of.the.application";
  private static final Map<String, String> TAGS = Map.of("path", "v1_play", "status", "200");
  private static final int KEPT_LINES = 0xFFFF;

  /** An agent that only reads. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway") // its fields are set before each trial
  public static class Agent {
    DatagramSocket socket;
    DatagramChannel bare;
    final ByteBuffer ready = ByteBuffer.allocateDirect(128);
    SpectatorRegistry unbufferedRegistry;
    SpectatorRegistry bufferedRegistry;
    SpectatorRegistry memoryRegistry;
    MemoryWriter memoryWriter;
    Counter unbuffered;
    Counter buffered;
    Counter memory;
    int lines;

    @Setup
    public void start() throws IOException {
      InetAddress here = InetAddress.getLoopbackAddress();
      socket = new DatagramSocket(0, here);
      Thread reader = new Thread(this::read, "agent");
      reader.setDaemon(true);
      reader.start();
      bare = DatagramChannel.open();
      bare.connect(new InetSocketAddress(here, socket.getLocalPort()));
      bare.configureBlocking(false);
      String line = "c:" + NAME + ",path=v1_play,status=200:1";
      ready.put(line.getBytes(StandardCharsets.US_ASCII)).flip();
      String location = "udp://127.0.0.1:" + socket.getLocalPort();
      unbufferedRegistry = registry(location, 0);
      bufferedRegistry = registry(location, 60 << 10);
      memoryRegistry = registry("memory", 60 << 10);
      memoryWriter = (MemoryWriter) memoryRegistry.writer();
      unbuffered = unbufferedRegistry.counter(NAME, TAGS);
      buffered = bufferedRegistry.counter(NAME, TAGS);
      memory = memoryRegistry.counter(NAME, TAGS);
    }

    private static SpectatorRegistry registry(String location, int bufferSize) {
      return SpectatorRegistry.create(
          SpectatorConfig.builder().location(location).bufferSize(bufferSize).build());
    }

    private void read() {
      try {
        byte[] bytes = new byte[1 << 16];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        while (true) {
          socket.receive(packet);
        }
      } catch (IOException e) {
        // it is closed
      }
    }

    @TearDown
    public void stop() throws IOException {
      unbufferedRegistry.close();
      bufferedRegistry.close();
      memoryRegistry.close();
      bare.close();
      socket.close();
    }
  }

  @Benchmark
  public int bareDatagram(Agent agent) throws IOException {
    return agent.bare.write(agent.ready.rewind());
  }

  @Benchmark
  public void tapesUdp(Agent agent) {
    agent.unbuffered.increment();
  }

  @Benchmark
  public void tapesUdpBuffered(Agent agent) {
    agent.buffered.increment();
  }

  @Benchmark
  public void tapesMemoryBuffered(Agent agent) {
    agent.memory.increment();
    if ((++agent.lines & KEPT_LINES) == 0) {
      agent.memoryWriter.clear();
    }
  }

  @Benchmark
  public MeterId tapesId() {
    return MeterId.of(NAME, TAGS);
  }

  @Benchmark
  public Counter tapesLookUp(Agent agent) {
    return agent.unbufferedRegistry.counter(NAME, TAGS);
  }

  @Benchmark
  public com.netflix.spectator.api.Counter spectatorLookUp(SpectatorState state) {
    Id id = state.registry.createId(NAME).withTags(TAGS);
    return state.registry.counter(id);
  }
}
