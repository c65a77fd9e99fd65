package io.tapes.reporters.prometheus.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Parses a page of many megabytes, which is nowhere as a whole, and says how many series there
 * were.
 */
final class LargePageMain {
  private LargePageMain() {}

  public static void main(String[] arguments) throws IOException {
    boolean openMetrics = arguments[0].equals("openmetrics");
    PrometheusParser parser =
        openMetrics ? PrometheusParser.openMetrics() : PrometheusParser.text();
    Page page = new Page(openMetrics, Long.parseLong(arguments[1]) * 1_000_000);
    long[] series = {0};
    parser.parse(page, one -> series[0]++);
    if (series[0] != page.series || page.bytes < page.most) {
      throw new AssertionError(series[0] + " of " + page.series + " series");
    }
    System.out.println("parsed " + series[0]);
  }

  /** A counter and a histogram with a million series between them, made as it is read. */
  private static final class Page extends InputStream {
    private final boolean openMetrics;
    private final long most;
    private byte[] part = {};
    private int at;
    private long bytes;
    private long series;
    private int stage;

    Page(boolean openMetrics, long most) {
      this.openMetrics = openMetrics;
      this.most = most;
    }

    private String next() {
      switch (stage) {
        case 0 -> {
          stage = 1;
          return "# TYPE requests" + (openMetrics ? "" : "_total") + " counter\n";
        }
        case 1 -> {
          stage = bytes > most / 2 ? 2 : 1;
          return "requests_total{path=\"/some/path\",id=\"" + series++ + "\"} 123456.5\n";
        }
        case 2 -> {
          stage = 3;
          return "# TYPE latency_seconds histogram\n";
        }
        case 3 -> {
          stage = bytes > most ? 4 : 3;
          String id = "id=\"" + series++ + "\"";
          return "latency_seconds_bucket{"
              + id
              + ",le=\"0.1\"} 1\n"
              + "latency_seconds_bucket{"
              + id
              + ",le=\"1.0\"} 3\n"
              + "latency_seconds_bucket{"
              + id
              + ",le=\"+Inf\"} 4\n"
              + "latency_seconds_sum{"
              + id
              + "} 5\n"
              + "latency_seconds_count{"
              + id
              + "} 4\n";
        }
        case 4 -> {
          stage = 5;
          return openMetrics ? "# EOF\n" : "";
        }
        default -> {
          return "";
        }
      }
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("the parser reads blocks");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == part.length) {
        part = next().getBytes(StandardCharsets.US_ASCII);
        at = 0;
        if (part.length == 0) {
          return -1;
        }
      }
      int n = Math.min(length, part.length - at);
      System.arraycopy(part, at, into, offset, n);
      at += n;
      bytes += n;
      return n;
    }
  }
}
