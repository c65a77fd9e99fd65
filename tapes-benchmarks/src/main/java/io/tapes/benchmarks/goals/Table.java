package io.tapes.benchmarks.goals;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns, as plain text or Markdown. */
public final class Table {
  private final List<String[]> lines = new ArrayList<>();

  Table(String... header) {
    lines.add(header);
  }

  void add(String... cells) {
    lines.add(cells);
  }

  /**
   * Aligned columns, two blanks apart.
   *
   * @return a line each
   */
  public String text() {
    int[] widths = widths();
    StringBuilder out = new StringBuilder();
    for (String[] line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.length; i++) {
        text.append(padded(line[i], widths[i])).append("  ");
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /**
   * A Markdown table.
   *
   * @return a line each
   */
  public String markdown() {
    int[] widths = widths();
    StringBuilder out = new StringBuilder();
    for (String[] line : lines) {
      out.append('|');
      for (int i = 0; i < line.length; i++) {
        out.append(' ').append(padded(line[i], widths[i])).append(" |");
      }
      out.append('\n');
      if (out.indexOf("\n") == out.length() - 1) {
        out.append('|').append("---|".repeat(line.length)).append('\n');
      }
    }
    return out.toString();
  }

  private int[] widths() {
    int[] widths = new int[lines.get(0).length];
    for (String[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    return widths;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
