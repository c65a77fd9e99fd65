package io.tapes.reporters.prometheus;

import io.tapes.reporters.encoding.ProtoBytes;
import io.tapes.reporters.encoding.Text;
import java.util.HashMap;
import java.util.Map;

/** An {@code io.prometheus.write.v2.Request}, by the field numbers of Prometheus' types.proto. */
final class RemoteWriteV2 implements RemoteWriteMessage {
  /** The texts in the order of their numbers, as the request has them. */
  private final ProtoBytes symbols = new ProtoBytes();

  private final Map<String, Integer> numbers = new HashMap<>();
  private final ProtoBytes allSeries = new ProtoBytes();
  private final ProtoBytes series = new ProtoBytes();
  private final ProtoBytes part = new ProtoBytes();

  RemoteWriteV2() {
    number(""); // the first one stands for "none"
  }

  private int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    int next = numbers.size();
    numbers.put(text, next);
    symbols.text(4, text);
    return next;
  }

  /** Each series has its own description. */
  @Override
  public void describe(PrometheusFamily family) {}

  @Override
  public void add(
      PrometheusFamily family,
      Map<String, String> labels,
      boolean histogram,
      ProtoBytes point,
      long startMillis) {
    series.clear();
    part.clear();
    labels.forEach(
        (name, value) -> {
          part.varint(number(name));
          part.varint(number(value));
        });
    series.message(1, part);
    series.message(histogram ? 3 : 2, point);
    part.clear();
    part.varint(1, RemoteWriteMessage.type(family.kind));
    part.varint(3, number(Text.wellFormed(family.help())));
    part.varint(4, number(PrometheusKind.unit(family.info)));
    series.message(5, part);
    if (startMillis != 0) {
      series.varint(6, startMillis);
    }
    allSeries.message(5, series);
  }

  @Override
  public int size() {
    return symbols.size() + allSeries.size();
  }

  @Override
  public byte[] take() {
    symbols.append(allSeries);
    byte[] body = symbols.toBytes();
    symbols.clear();
    numbers.clear();
    allSeries.clear();
    number("");
    return body;
  }
}
