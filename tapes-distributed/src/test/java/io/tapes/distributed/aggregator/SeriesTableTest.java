package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distributed.wire.SeriesDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Series by their numbers, as the aggregator knows them. */
class SeriesTableTest {
  private static final class Nowhere {
    private final MemoryBudget budget = new MemoryBudget(1 << 20, Registry.create());

    SeriesApplier applier() {
      return new RefusedApplier(Charge.of(budget, 1));
    }
  }

  private static SeriesDescriptor definition(int number) {
    String name = "c" + number;
    return new SeriesDescriptor(
        new SeriesId(name, Tags.empty()), MetricInfo.of(name, MetricKind.COUNTER));
  }

  @Test
  void aTableOfSeries_isAsLargeAsItsHighestNumber() {
    Nowhere nowhere = new Nowhere();
    SeriesTable table = new SeriesTable();
    int many = 1_000;
    SeriesApplier[] appliers = new SeriesApplier[many];
    for (int i = 0; i < many; i++) {
      assertFalse(table.isUsed(i));
      assertNull(table.definition(i));
      appliers[i] = nowhere.applier();
      table.put(i, definition(i), appliers[i]);
      assertEquals(i + 1, table.size());
    }
    assertEquals(many, table.used());
    for (int i = many - 1; i > 2; i--) {
      table.free(i);
      assertFalse(table.isUsed(i));
      assertEquals(i, table.size());
      assertEquals(i, table.used());
      assertEquals(appliers[2], table.applier(2));
      assertEquals(definition(2), table.definition(2));
      assertEquals(MetricKind.COUNTER, table.kind(2));
    }
    table.free(1);
    assertEquals(3, table.size());
    assertEquals(2, table.used());
    assertFalse(table.isUsed(1));
    assertNull(table.definition(1));
    table.put(1, definition(7), appliers[7]);
    List<Object> all = new ArrayList<>();
    table.forEach(
        (definition, applier) -> {
          all.add(definition);
          all.add(applier);
        });
    assertEquals(
        List.of(definition(0), appliers[0], definition(7), appliers[7], definition(2), appliers[2]),
        all);
    table.clear();
    assertEquals(0, table.size());
    assertEquals(0, table.used());
    assertFalse(table.isUsed(0));
    table.forEach((definition, applier) -> all.clear());
    assertEquals(6, all.size());
  }
}
