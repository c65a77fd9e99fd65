package io.tapes.reporters.prometheus;

import io.tapes.reporters.encoding.ProtoBytes;
import io.tapes.reporters.encoding.Text;
import java.util.Map;

/** A {@code prometheus.WriteRequest}, by the field numbers of Prometheus' remote.proto. */
final class RemoteWriteV1 implements RemoteWriteMessage {
  private final ProtoBytes request = new ProtoBytes();
  private final ProtoBytes series = new ProtoBytes();
  private final ProtoBytes part = new ProtoBytes();

  @Override
  public void describe(PrometheusFamily family) {
    part.clear();
    part.varint(1, RemoteWriteMessage.type(family.kind));
    part.text(2, family.name + family.kind.suffix());
    part.text(4, Text.wellFormed(family.help()));
    String unit = PrometheusKind.unit(family.info);
    if (!unit.isEmpty()) {
      part.text(5, unit);
    }
    request.message(3, part);
  }

  @Override
  public void add(
      PrometheusFamily family,
      Map<String, String> labels,
      boolean histogram,
      ProtoBytes point,
      long startMillis) {
    series.clear();
    labels.forEach(
        (name, value) -> {
          part.clear();
          part.text(1, name);
          part.text(2, value);
          series.message(1, part);
        });
    series.message(histogram ? 4 : 2, point);
    request.message(1, series);
  }

  @Override
  public int size() {
    return request.size();
  }

  @Override
  public byte[] take() {
    byte[] body = request.toBytes();
    request.clear();
    return body;
  }
}
