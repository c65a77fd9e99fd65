package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.aggregator.RetiredWorkers.Ended;
import io.tapes.distributed.aggregator.RetiredWorkers.Reason;
import io.tapes.distributed.wire.Acknowledgements.Status;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is remembered of those that ended: how many, how long, and no longer. */
class RetiredWorkersTest {
  private static final long SECOND = 1_000_000_000L;

  private static Ended ended(Reason reason, long seconds) {
    return new Ended(5, reason, 1, seconds * SECOND);
  }

  @Test
  void aWorkerThatEnded_isRememberedForAnHour() {
    RetiredWorkers retired = new RetiredWorkers();
    Id first = new Id(1, 1);
    Id second = new Id(2, 2);
    retired.add(first, ended(Reason.COMPLETE, 10));
    retired.add(second, ended(Reason.DEAD, 20));
    retired.tick(3_610 * SECOND - 1);
    assertNotNull(retired.find(first));
    retired.tick(3_610 * SECOND);
    assertNull(retired.find(first));
    assertEquals(5, retired.find(second).seq());
    retired.tick(9_999 * SECOND);
    assertNull(retired.find(second));
  }

  @Test
  void soManyWorkersThatEnded_areRemembered_andTheOldestGoes() {
    RetiredWorkers retired = new RetiredWorkers();
    for (int i = 0; i < RetiredWorkers.CAPACITY - 1; i++) {
      retired.add(new Id(0, i), ended(Reason.COMPLETE, 100));
    }
    assertFalse(retired.isFull(100 * SECOND));
    retired.add(new Id(1, 0), ended(Reason.COMPLETE, 100));
    assertTrue(retired.isFull(160 * SECOND - 1));
    assertFalse(retired.isFull(160 * SECOND));
    assertNotNull(retired.find(new Id(0, 0)));
    retired.add(new Id(1, 1), ended(Reason.COMPLETE, 160));
    assertNull(retired.find(new Id(0, 0)));
    assertNotNull(retired.find(new Id(0, 1)));
    assertNotNull(retired.find(new Id(1, 1)));
  }

  @Test
  void whatIsKeptOfTheEnded_isAllButThoseThatMayComeBack() {
    RetiredWorkers retired = new RetiredWorkers();
    retired.add(new Id(1, 1), ended(Reason.COMPLETE, 1));
    retired.add(new Id(2, 2), ended(Reason.DEAD, 1));
    retired.add(new Id(3, 3), ended(Reason.FORGOTTEN, 1));
    assertEquals(
        List.of(
            new Checkpoint.Retired(new Id(1, 1), true),
            new Checkpoint.Retired(new Id(2, 2), false)),
        retired.toKeep());
    assertEquals(Status.COMPLETE, retired.find(new Id(1, 1)).status());
    assertEquals(Status.RETIRED, retired.find(new Id(2, 2)).status());
    assertEquals(Status.RETIRED, retired.find(new Id(3, 3)).status());
  }
}
