package io.tapes.reporters.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table: the first column aligned to the left, the others to the right. */
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths;

  Columns(List<String> head) {
    widths = new int[head.size()];
    row(head);
  }

  void row(List<String> cells) {
    rows.add(cells);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(cells.get(i)));
    }
  }

  void write(Appendable out) throws IOException {
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String blanks = " ".repeat(widths[i] - width(cell));
        if (i == 0) {
          out.append(cell).append(blanks);
        } else {
          out.append("  ").append(blanks).append(cell);
        }
      }
      out.append('\n');
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
