package io.tapes.reporters.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a collector says about a request that it took: the field {@code partial_success} of its
 * answer. Bytes that are not such an answer mean that all was taken: the status said so.
 *
 * @param rejected how many points it did not take
 * @param message why, empty where it does not say
 */
record PartialSuccess(long rejected, String message) {
  private static final PartialSuccess ALL = new PartialSuccess(0, "");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads an answer in the encoding of the request. */
  static PartialSuccess parse(OtlpEncoding encoding, byte[] answer) {
    return encoding == OtlpEncoding.JSON ? parseJson(answer) : parse(answer);
  }

  private static PartialSuccess parseJson(byte[] answer) {
    try {
      JsonNode partly = JSON.readTree(answer).path("partialSuccess");
      return new PartialSuccess(
          partly.path("rejectedDataPoints").asLong(), partly.path("errorMessage").asText(""));
    } catch (IOException e) {
      return ALL; // not JSON
    }
  }

  static PartialSuccess parse(byte[] answer) {
    try {
      ProtoReader fields = new ProtoReader(answer);
      while (fields.next()) {
        if (fields.number == 1 && fields.type == ProtoReader.DELIMITED) {
          return partly(new ProtoReader(fields.bytes));
        }
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return ALL; // not protobuf, such as an empty JSON object
    }
    return ALL;
  }

  private static PartialSuccess partly(ProtoReader fields) {
    long rejected = 0;
    String message = "";
    while (fields.next()) {
      if (fields.number == 1 && fields.type == ProtoReader.VARINT) {
        rejected = fields.value;
      } else if (fields.number == 2 && fields.type == ProtoReader.DELIMITED) {
        message = new String(fields.bytes, StandardCharsets.UTF_8);
      }
    }
    return new PartialSuccess(rejected, message);
  }
}
