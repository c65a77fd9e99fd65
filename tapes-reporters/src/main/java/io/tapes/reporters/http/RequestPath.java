package io.tapes.reporters.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The path of a request target as decoded segments. */
final class RequestPath {
  private RequestPath() {}

  /**
   * Splits and decodes.
   *
   * @param target such as {@code /stats/a%20b?x=1} or {@code http://host/stats}
   * @return the segments without empty ones at the end; empty where an escape is malformed
   */
  static Optional<List<String>> segments(String target) {
    String path = path(target);
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : path.substring(1).split("/", -1)) {
      Optional<String> decoded = decode(raw);
      if (decoded.isEmpty()) {
        return Optional.empty();
      }
      segments.add(decoded.get());
    }
    while (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
      segments.remove(segments.size() - 1);
    }
    return Optional.of(segments);
  }

  /**
   * The values of a query parameter.
   *
   * @param name the parameter's name, decoded
   * @return decoded, in order; empty where an escape in the query is malformed
   */
  static Optional<List<String>> parameters(String target, String name) {
    List<String> values = new ArrayList<>();
    int question = target.indexOf('?');
    String query = question < 0 ? "" : target.substring(question + 1).split("#", 2)[0];
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> key = decode((equals < 0 ? pair : pair.substring(0, equals)));
      Optional<String> value =
          decode(equals < 0 ? "" : pair.substring(equals + 1).replace('+', ' '));
      if (key.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      if (key.get().equals(name)) {
        values.add(value.get());
      }
    }
    return Optional.of(values);
  }

  /** The host and port of a target in absolute form; empty for the usual form, a path. */
  static Optional<String> authority(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return Optional.empty();
    }
    String rest = target.substring(scheme + 3).split("[/?#]", 2)[0];
    return Optional.of(rest.substring(rest.lastIndexOf('@') + 1));
  }

  private static String path(String target) {
    int end = target.length();
    for (int i = 0; i < end; i++) {
      if (target.charAt(i) == '?' || target.charAt(i) == '#') {
        end = i;
      }
    }
    String whole = target.substring(0, end);
    int scheme = whole.indexOf("://");
    if (whole.startsWith("/") || scheme < 0) {
      return whole;
    }
    int slash = whole.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : whole.substring(slash);
  }

  private static Optional<String> decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return Optional.of(raw);
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        return Optional.empty();
      }
      out.write(high << 4 | low);
      i += 2;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(out.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
