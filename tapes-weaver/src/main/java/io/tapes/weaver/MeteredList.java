package io.tapes.weaver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is metered in a folder or jar: a text file of lines with four columns, sorted by class.
 * Compilations that see only some of the classes keep the lines of the others.
 */
final class MeteredList {
  static final String FILE = "META-INF/tapes/metered.tsv";
  private static final String HEADER = "# class\tmethod\tannotation\tname\n";

  private final SortedMap<String, List<Metered>> byType = new TreeMap<>();

  /** Reads a list; none is an empty one, and lines that are no entries are left out. */
  static MeteredList parse(byte @Nullable [] file) {
    MeteredList list = new MeteredList();
    if (file != null) {
      for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
        String[] columns = line.split("\t", -1);
        if (!line.startsWith("#") && columns.length == 4) {
          list.add(new Metered(columns[0], columns[1], columns[2], columns[3]));
        }
      }
    }
    return list;
  }

  /** Takes over what one class has now. */
  void put(Outcome outcome) {
    if (outcome.state() != Outcome.State.WOVEN_BEFORE) {
      byType.remove(outcome.type());
      outcome.metered().forEach(this::add);
    }
  }

  /** Keeps the classes that still exist. */
  void retain(Predicate<String> exists) {
    byType.keySet().removeIf(exists.negate());
  }

  boolean isEmpty() {
    return byType.isEmpty();
  }

  byte[] print() {
    StringBuilder text = new StringBuilder(HEADER);
    for (List<Metered> type : byType.values()) {
      for (Metered each : type) {
        text.append(each.type()).append('\t').append(each.method()).append('\t');
        text.append(each.kind()).append('\t').append(each.name()).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void add(Metered metered) {
    byType.computeIfAbsent(metered.type(), key -> new ArrayList<>()).add(metered);
  }
}
