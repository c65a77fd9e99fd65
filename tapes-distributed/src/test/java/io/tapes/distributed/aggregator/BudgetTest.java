package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import org.junit.jupiter.api.Test;

/** Memory to the byte. */
class BudgetTest {
  @Test
  void aBudget_isFullToTheByte_andTightAnEighthBefore() {
    Registry totals = Registry.create();
    MemoryBudget budget = new MemoryBudget(800, totals);
    assertTrue(budget.take(700));
    assertFalse(budget.isTight());
    assertTrue(budget.take(1));
    assertTrue(budget.isTight());
    assertFalse(budget.take(100));
    assertEquals(1, totals.counter("tapes.memory.refused").value());
    assertEquals(701, budget.used());
    assertTrue(budget.take(99));
    assertTrue(budget.isWithin());
    budget.add(1);
    assertFalse(budget.isWithin());
    budget.add(99);
    assertFalse(budget.isExhausted());
    budget.add(1);
    assertTrue(budget.isExhausted());
    budget.add(-901);
    assertEquals(0, budget.used());
  }

  @Test
  void aCharge_isGivenBackOnce() {
    MemoryBudget budget = new MemoryBudget(800, Registry.create());
    Charge charge = Charge.of(budget, 100);
    charge.add(50);
    assertEquals(150, budget.used());
    charge.release();
    charge.release();
    assertEquals(0, budget.used());
  }

  @Test
  void whatASeriesTakes_growsWithItsNameAndTags() {
    SeriesId plain = new SeriesId("abc", Tags.empty());
    SeriesId tagged = new SeriesId("abc", Tags.of("k", "v"));
    assertEquals(250 + 2 * 3, MemoryBudget.ofPart(plain));
    assertEquals(700 + 2 * 3, MemoryBudget.ofSum(plain));
    long more = 120 + 2L * (tagged.length() - plain.length());
    assertEquals(more, MemoryBudget.ofPart(tagged) - MemoryBudget.ofPart(plain));
    assertEquals(more, MemoryBudget.ofSum(tagged) - MemoryBudget.ofSum(plain));
  }
}
