package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strict reader of Prometheus pages, written from the specifications, not from our writer. */
final class StrictPage {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"(,|$)");
  private static final Map<String, List<String>> SUFFIXES =
      Map.of(
          "counter",
          List.of("_total"),
          "gauge",
          List.of(""),
          "histogram",
          List.of("_bucket", "_sum", "_count"));

  final Map<String, String> types = new LinkedHashMap<>();
  final Map<String, String> samples = new LinkedHashMap<>();

  StrictPage(String page, boolean openMetrics) {
    List<String> lines = new ArrayList<>(List.of(page.split("\n", -1)));
    assertEquals("", lines.remove(lines.size() - 1), "the page ends with a line feed");
    if (openMetrics) {
      assertEquals("# EOF", lines.remove(lines.size() - 1));
    }
    String family = "";
    Set<String> claimed = new HashSet<>();
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      if (words[0].equals("#")) {
        family = words[2];
        assertTrue(NAME.matcher(family).matches(), line);
        if (words[1].equals("TYPE")) {
          assertEquals(null, types.put(family, words[3]), "one block for each family: " + line);
          String base =
              words[3].equals("counter") && !openMetrics
                  ? family.substring(0, family.length() - "_total".length())
                  : family;
          for (String suffix : SUFFIXES.get(words[3])) {
            assertTrue(claimed.add(base + suffix), "claimed twice: " + line);
          }
        } else if (words[1].equals("UNIT")) {
          assertTrue(openMetrics && family.endsWith("_" + words[3]), line);
        } else {
          assertEquals("HELP", words[1]);
        }
      } else {
        sample(line, family, openMetrics);
      }
    }
    checkHistograms();
  }

  private void sample(String line, String family, boolean openMetrics) {
    int blank = line.lastIndexOf(' ');
    String series = line.substring(0, blank);
    String value = line.substring(blank + 1);
    int brace = series.indexOf('{');
    String name = brace < 0 ? series : series.substring(0, brace);
    String type = types.get(family);
    String suffix = name.substring(Math.min(name.length(), family.length()));
    List<String> allowed =
        type.equals("counter") && !openMetrics ? List.of("") : SUFFIXES.get(type);
    assertTrue(name.startsWith(family) && allowed.contains(suffix), line + " in " + family);
    List<String> labels = new ArrayList<>();
    if (brace >= 0) {
      assertTrue(series.endsWith("}"), line);
      Matcher label = LABEL.matcher(series.substring(brace + 1, series.length() - 1));
      while (label.lookingAt()) {
        assertFalse(label.group(1).startsWith("__"), line);
        assertFalse(label.group(2).isEmpty(), line);
        labels.add(label.group(1));
        label.region(label.end(), label.regionEnd());
      }
      assertEquals(label.regionStart(), label.regionEnd(), line);
    }
    assertEquals(labels.size(), new HashSet<>(labels).size(), line);
    if (!List.of("NaN", "+Inf", "-Inf").contains(value)) {
      BigDecimal number = new BigDecimal(value);
      assertTrue(!type.equals("counter") || number.signum() >= 0, line);
    } else {
      assertEquals("gauge", type, line);
    }
    assertEquals(null, samples.put(series, value), "one value for each series: " + line);
  }

  private void checkHistograms() {
    Map<String, BigDecimal> last = new HashMap<>();
    Set<String> finished = new HashSet<>();
    samples.forEach(
        (series, value) -> {
          int le = series.indexOf("le=\"");
          boolean bucket = series.contains("_bucket{") && le > 0 && series.endsWith("\"}");
          if (bucket
              && types.getOrDefault(series.split("_bucket\\{", 2)[0], "").equals("histogram")) {
            int start = series.lastIndexOf("le=\"");
            String key = series.substring(0, start);
            BigDecimal count = new BigDecimal(value);
            assertFalse(finished.contains(key), series);
            assertTrue(count.compareTo(last.getOrDefault(key, BigDecimal.ZERO)) >= 0, series);
            last.put(key, count);
            if (series.endsWith("le=\"+Inf\"}")) {
              finished.add(key);
            }
          }
        });
    assertEquals(last.keySet(), finished, "every histogram ends with +Inf");
  }
}
