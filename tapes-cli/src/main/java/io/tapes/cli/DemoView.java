package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What the demo shows: a table drawn in place, or a line a second. For one thread. */
final class DemoView {
  private static final long TICK_NANOS = 1_000_000_000L;
  private static final int PLAIN_COLUMNS = 120;

  private final PrintStream out;
  private final @Nullable Terminal terminal;
  private final String title;
  private final StatsTable table = new StatsTable();
  private final long startNanos = System.nanoTime();
  private long lastTick;
  private double lastFiles;

  private DemoView(PrintStream out, @Nullable Terminal terminal, String title) {
    this.out = out;
    this.terminal = terminal;
    this.title = title;
  }

  static DemoView table(PrintStream out, String title) {
    return new DemoView(out, new Terminal(out), title);
  }

  static DemoView lines(PrintStream out, String title) {
    out.println(title);
    return new DemoView(out, null, title);
  }

  static DemoView lines(PrintStream out) {
    return new DemoView(out, null, "");
  }

  /** Shows the state of a source if a second has passed since it was last shown. */
  void showAtTicks(SnapshotSource source) {
    long tick = (System.nanoTime() - startNanos) / TICK_NANOS;
    if (tick > lastTick) {
      lastTick = tick;
      if (terminal == null) {
        out.println(line(source.snapshot(), tick));
      } else {
        draw(terminal, source.snapshot(), tick);
      }
    }
  }

  /** Shows the last state, as a table in any case. */
  void showLast(SnapshotSource source) {
    long seconds = (System.nanoTime() - startNanos) / TICK_NANOS;
    if (terminal == null) {
      List<StatsRow> rows = table.next(source.snapshot().toMap(), System.nanoTime());
      table.lines(rows, PLAIN_COLUMNS, Integer.MAX_VALUE).forEach(out::println);
    } else {
      draw(terminal, source.snapshot(), seconds);
    }
  }

  private void draw(Terminal screen, Snapshot snapshot, long seconds) {
    Terminal.Size size = Terminal.size();
    List<StatsRow> rows = table.next(snapshot.toMap(), System.nanoTime());
    List<String> lines = new ArrayList<>();
    lines.add(title + ", " + seconds + " s");
    lines.add("");
    lines.addAll(table.lines(rows, size.columns() - 1, size.lines() - 4));
    screen.draw(lines, size.columns() - 1);
  }

  private String line(Snapshot snapshot, long seconds) {
    double files = number(snapshot, DemoWork.FILES + ".value");
    String line =
        String.format(
            Locale.ROOT,
            "%d s: %,.0f files, %,.0f per second, %,.1f MB, deflate median %s, p99 %s, %.0f in flight",
            seconds,
            files,
            files - lastFiles,
            number(snapshot, DemoWork.BYTES_IN + ".value") / 1e6,
            StatsTable.seconds(number(snapshot, DemoWork.DEFLATE + ".q50")),
            StatsTable.seconds(number(snapshot, DemoWork.DEFLATE + ".q99")),
            number(snapshot, DemoWork.IN_FLIGHT + ".value"));
    lastFiles = files;
    return line;
  }

  private static double number(Snapshot snapshot, String path) {
    try {
      return snapshot.number(path);
    } catch (NoSuchElementException e) {
      return 0; // No worker has sent anything yet.
    }
  }
}
