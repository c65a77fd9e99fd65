package io.tapes.reporters.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests of OTLP in protobuf, turned into the JSON that the protocol maps them to: numbers of 64
 * bits are texts, identifiers hexadecimal, and what is not a number or infinite has a name.
 *
 * <p>So there is one writer of the protocol, and what it writes is the same in both forms.
 */
final class OtlpJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a field is, and how it is shown. */
  private enum Type {
    MESSAGE,
    TEXT,
    HEX,
    DOUBLE,
    /** Unsigned, of fixed width. */
    FIXED,
    /** Signed, of fixed width. */
    SFIXED,
    /** Unsigned, of 64 bits. */
    VARINT,
    /** Up to 32 bits, an enumeration among them: a number. */
    INT,
    /** The same, with its sign in the last bit. */
    SINT,
    BOOL
  }

  /** A field that a message may have. */
  private record Field(
      String name, Type type, boolean repeated, @Nullable Supplier<Message> message) {}

  /** Which fields a message has, by their numbers. */
  private static final class Message {
    private final Map<Long, Field> fields = new HashMap<>();

    Message one(long number, String name, Type type) {
      fields.put(number, new Field(name, type, false, null));
      return this;
    }

    Message many(long number, String name, Type type) {
      fields.put(number, new Field(name, type, true, null));
      return this;
    }

    Message one(long number, String name, Supplier<Message> message) {
      fields.put(number, new Field(name, Type.MESSAGE, false, message));
      return this;
    }

    Message many(long number, String name, Supplier<Message> message) {
      fields.put(number, new Field(name, Type.MESSAGE, true, message));
      return this;
    }
  }

  private static final Message ANY = new Message().one(1, "stringValue", Type.TEXT);
  private static final Message ATTRIBUTE =
      new Message().one(1, "key", Type.TEXT).one(2, "value", () -> ANY);
  private static final Message EXEMPLAR =
      new Message()
          .many(7, "filteredAttributes", () -> ATTRIBUTE)
          .one(2, "timeUnixNano", Type.FIXED)
          .one(3, "asDouble", Type.DOUBLE)
          .one(6, "asInt", Type.SFIXED)
          .one(4, "spanId", Type.HEX)
          .one(5, "traceId", Type.HEX);
  private static final Message NUMBER =
      point(7)
          .one(4, "asDouble", Type.DOUBLE)
          .one(6, "asInt", Type.SFIXED)
          .many(5, "exemplars", () -> EXEMPLAR);
  private static final Message HISTOGRAM =
      point(9)
          .one(4, "count", Type.FIXED)
          .one(5, "sum", Type.DOUBLE)
          .many(6, "bucketCounts", Type.FIXED)
          .many(7, "explicitBounds", Type.DOUBLE)
          .many(8, "exemplars", () -> EXEMPLAR)
          .one(11, "min", Type.DOUBLE)
          .one(12, "max", Type.DOUBLE);
  private static final Message BUCKETS =
      new Message().one(1, "offset", Type.SINT).many(2, "bucketCounts", Type.VARINT);
  private static final Message EXPONENTIAL =
      point(1)
          .one(4, "count", Type.FIXED)
          .one(5, "sum", Type.DOUBLE)
          .one(6, "scale", Type.SINT)
          .one(7, "zeroCount", Type.FIXED)
          .one(8, "positive", () -> BUCKETS)
          .one(9, "negative", () -> BUCKETS)
          .many(11, "exemplars", () -> EXEMPLAR)
          .one(12, "min", Type.DOUBLE)
          .one(13, "max", Type.DOUBLE)
          .one(14, "zeroThreshold", Type.DOUBLE);
  private static final Message SUMMARY =
      point(7).one(4, "count", Type.FIXED).one(5, "sum", Type.DOUBLE);
  private static final Message METRIC =
      new Message()
          .one(1, "name", Type.TEXT)
          .one(2, "description", Type.TEXT)
          .one(3, "unit", Type.TEXT)
          .one(5, "gauge", () -> data(NUMBER))
          .one(7, "sum", () -> data(NUMBER).one(3, "isMonotonic", Type.BOOL))
          .one(9, "histogram", () -> data(HISTOGRAM))
          .one(10, "exponentialHistogram", () -> data(EXPONENTIAL))
          .one(11, "summary", () -> data(SUMMARY));
  private static final Message SCOPE =
      new Message().one(1, "name", Type.TEXT).one(2, "version", Type.TEXT);
  private static final Message OF_SCOPE =
      new Message().one(1, "scope", () -> SCOPE).many(2, "metrics", () -> METRIC);
  private static final Message RESOURCE = new Message().many(1, "attributes", () -> ATTRIBUTE);
  private static final Message OF_RESOURCE =
      new Message().one(1, "resource", () -> RESOURCE).many(2, "scopeMetrics", () -> OF_SCOPE);
  private static final Message REQUEST =
      new Message().many(1, "resourceMetrics", () -> OF_RESOURCE);

  private OtlpJson() {}

  private static Message point(long attributes) {
    return new Message()
        .many(attributes, "attributes", () -> ATTRIBUTE)
        .one(2, "startTimeUnixNano", Type.FIXED)
        .one(3, "timeUnixNano", Type.FIXED);
  }

  private static Message data(Message point) {
    return new Message()
        .many(1, "dataPoints", () -> point)
        .one(2, "aggregationTemporality", Type.INT);
  }

  /** Returns a request as JSON in UTF-8. */
  static byte[] of(byte[] request) {
    try {
      return JSON.writeValueAsBytes(object(REQUEST, request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of nodes can always be written
    }
  }

  private static ObjectNode object(Message message, byte[] bytes) {
    ObjectNode object = JSON.createObjectNode();
    ProtoReader in = new ProtoReader(bytes);
    while (in.next()) {
      Field field = message.fields.get(in.number);
      if (field == null) {
        throw new IllegalStateException("field " + in.number + " has no name in JSON");
      }
      if (!field.repeated()) {
        object.putPOJO(field.name(), value(field, in));
      } else if (in.type == ProtoReader.DELIMITED && field.type() != Type.MESSAGE) {
        packed(field, new ProtoReader(in.bytes), object.withArray(field.name()));
      } else {
        object.withArray(field.name()).addPOJO(value(field, in));
      }
    }
    return object;
  }

  private static void packed(Field field, ProtoReader in, ArrayNode array) {
    while (!in.isAtEnd()) {
      long element = field.type() == Type.VARINT ? in.varint() : in.fixed64();
      array.addPOJO(shown(field.type(), element));
    }
  }

  private static Object value(Field field, ProtoReader in) {
    Supplier<Message> inner = field.message();
    if (inner != null) {
      return object(inner.get(), in.bytes);
    }
    return switch (field.type()) {
      case TEXT -> new String(in.bytes, StandardCharsets.UTF_8);
      case HEX -> HexFormat.of().formatHex(in.bytes);
      default -> shown(field.type(), in.value);
    };
  }

  private static Object shown(Type type, long value) {
    return switch (type) {
      case DOUBLE -> {
        double number = Double.longBitsToDouble(value);
        yield Double.isFinite(number) ? (Object) number : Double.toString(number);
      }
      case FIXED, VARINT -> Long.toUnsignedString(value);
      case SFIXED -> Long.toString(value);
      case SINT -> (int) ((value >>> 1) ^ -(value & 1));
      case BOOL -> value != 0;
      default -> (int) value;
    };
  }
}
