package io.tapes.reporters.http;

import io.netty.channel.ChannelHandlerContext;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The large answers under way. Their number is limited, and with it what they keep in memory: one
 * too many ends the oldest, which has had the most time, so that clients that read slowly lock out
 * nobody. Belongs to the event loop.
 */
final class LargeAnswers {
  private final int limit;
  private final Set<ChannelHandlerContext> underWay = new LinkedHashSet<>();

  LargeAnswers(int limit) {
    this.limit = limit;
  }

  void begin(ChannelHandlerContext client) {
    if (underWay.size() == limit) {
      ChannelHandlerContext oldest = underWay.iterator().next();
      underWay.remove(oldest);
      oldest.close();
    }
    underWay.add(client);
  }

  void end(ChannelHandlerContext client) {
    underWay.remove(client);
  }
}
