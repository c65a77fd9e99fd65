package io.tapes.reporters.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our JSON, read by the descriptors of the official messages and the protocol's rules for it. */
class OtlpJsonTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static List<byte[]> bodies(OtlpFormat format, Snapshot snapshot) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    format.write(
        snapshot,
        new OtlpFormat.Earlier() {
          @Override
          public List<Series> replaced() {
            return List.of();
          }

          @Override
          public @Nullable MetricValue value(Series series) {
            return null;
          }

          @Override
          public OptionalLong millis(SeriesId id) {
            return OptionalLong.empty();
          }

          @Override
          public long startMillis() {
            return 1;
          }
        },
        (body, from, to, points) -> bodies.add(body));
    return bodies;
  }

  private static Message read(JsonNode object, Message.Builder into) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      FieldDescriptor field =
          into.getDescriptorForType().getFields().stream()
              .filter(one -> one.getJsonName().equals(member.getKey()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no field " + member.getKey()));
      if (field.isRepeated()) {
        assertTrue(member.getValue().isArray(), member.getKey());
        member
            .getValue()
            .forEach(element -> into.addRepeatedField(field, value(element, field, into)));
      } else {
        into.setField(field, value(member.getValue(), field, into));
      }
    }
    return into.build();
  }

  private static Object value(JsonNode node, FieldDescriptor field, Message.Builder in) {
    return switch (field.getJavaType()) {
      case MESSAGE -> read(node, in.newBuilderForField(field));
      case STRING -> text(node);
      case LONG ->
          field.getType() == FieldDescriptor.Type.SFIXED64
              ? Long.parseLong(text(node))
              : Long.parseUnsignedLong(text(node));
      case INT -> {
        assertTrue(node.isIntegralNumber(), field.getName());
        yield node.asInt();
      }
      case ENUM -> {
        assertTrue(node.isIntegralNumber(), "names of enumerations are not allowed");
        yield field.getEnumType().findValueByNumber(node.asInt());
      }
      case BOOLEAN -> {
        assertTrue(node.isBoolean(), field.getName());
        yield node.asBoolean();
      }
      case DOUBLE -> node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
      default -> throw new AssertionError(field);
    };
  }

  private static String text(JsonNode node) {
    assertTrue(node.isTextual(), node.toString());
    return node.asText();
  }

  @ParameterizedTest
  @EnumSource(OtlpHistograms.class)
  void json_ofAnySnapshot_isTheSameRequestAsProtobuf(OtlpHistograms histograms) throws IOException {
    for (OtlpTemporality temporality : OtlpTemporality.values()) {
      OtlpFormat format = OtlpFormat.of(temporality, histograms, Map.of("service.name", "shöp"));
      List<Snapshot> snapshots = new ArrayList<>(List.of(Samples.everything()));
      for (int page = 0; page < 4; page++) {
        snapshots.add(
            Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList()));
      }
      for (Snapshot snapshot : snapshots) {
        for (byte[] body : bodies(format, snapshot)) {
          JsonNode json = JSON.readTree(OtlpJson.of(body));
          assertEquals(
              ExportMetricsServiceRequest.parseFrom(body),
              read(json, ExportMetricsServiceRequest.newBuilder()));
        }
      }
    }
  }

  @Test
  void partialSuccess_isReadAsJson() {
    String answer = "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"no\"}}";
    assertEquals(new PartialSuccess(3, "no"), json(answer));
    assertEquals(new PartialSuccess(0, ""), json("{}"));
    assertEquals(new PartialSuccess(0, ""), json(""));
    assertEquals(new PartialSuccess(0, ""), json("{\"partialSuccess\":"));
    assertEquals(new PartialSuccess(0, ""), json("[1]"));
  }

  private static PartialSuccess json(String answer) {
    return PartialSuccess.parse(OtlpEncoding.JSON, answer.getBytes(StandardCharsets.UTF_8));
  }
}
