package io.tapes.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an aggregator serves for Prometheus at one moment: its samples by name and tags. */
final class Page {
  private static final Pattern SAMPLE =
      Pattern.compile("(?<name>[a-z_]+)(?:\\{(?<tags>.*)})? (?<value>[^ ]+)");
  private static final Pattern TAG = Pattern.compile("(?<key>[a-z_]+)=\"(?<value>[^\"]*)\"");
  private static final int PATIENCE_MILLIS = 300_000;

  private final Map<String, Double> samples = new HashMap<>();
  private final List<String> twice = new ArrayList<>();

  static Page fetch(URI server) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) server.resolve("/metrics").toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return of(lines);
    }
  }

  static Page of(BufferedReader lines) throws IOException {
    Page page = new Page();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.startsWith("#") && !line.contains("_bucket{")) {
        page.take(line);
      }
    }
    return page;
  }

  private void take(String line) throws IOException {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IOException("a sample that cannot be read: " + line);
    }
    String slot = "";
    String worker = "";
    Matcher tag = TAG.matcher(sample.group("tags") == null ? "" : sample.group("tags"));
    while (tag.find()) { // others say which worker a gauge is of, as 'w' does
      slot = tag.group("key").equals("s") ? tag.group("value") : slot;
      worker = tag.group("key").equals("w") ? tag.group("value") : worker;
    }
    String name = sample.group("name");
    String key = slot.isEmpty() ? name : name + "/" + slot + "/" + worker;
    Double before =
        samples.put(key, Double.valueOf(sample.group("value").replace("Inf", "Infinity")));
    if (before != null && !slot.isEmpty()) {
      twice.add(key);
    }
  }

  OptionalDouble sample(String key) {
    Double value = samples.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Series of one worker that stand here more than once. */
  List<String> twice() {
    return twice;
  }

  int size() {
    return samples.size();
  }
}
