package io.tapes.distributed.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Acknowledgements.Entry;
import io.tapes.distributed.wire.Acknowledgements.Status;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker sends when, step by step; {@link ProtocolTest} has it all at random. */
class WorkerStateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long RESEND = SECOND / 2;
  private static final Id STATE = new Id(1, 2);

  private final Registry registry = Registry.create();
  private final LastValues lastValues = registry.lastValues();

  private WorkerState worker(WorkerIdentity identity, long run, int maxFrameBytes) {
    return new WorkerState(identity, run, RESEND, SECOND, maxFrameBytes, lastValues);
  }

  private WorkerState worker() {
    return worker(WorkerIdentity.ofThisProcess(), 0, Wire.MAX_BYTES);
  }

  private void flush(WorkerState worker, boolean last) {
    worker.flush(registry.snapshot().series(), last);
  }

  private static Frame frame(WorkerState worker, long now) {
    byte[] next = worker.next(now);
    try {
      return next == null ? null : Frame.decode(next);
    } catch (MalformedFrameException e) {
      throw new AssertionError(e);
    }
  }

  private static Frame sent(WorkerState worker, long now) {
    Frame frame = frame(worker, now);
    worker.sent(now);
    return frame;
  }

  private static void answer(
      WorkerState worker, Id state, Id who, long applied, long safe, Status status, long now) {
    Entry stranger = new Entry(new Id(8, 9), 99, 99, Status.COMPLETE);
    worker.acknowledged(
        new Acknowledgements(state, List.of(stranger, new Entry(who, applied, safe, status))), now);
  }

  private static void acknowledge(WorkerState worker, long applied, long now) {
    Id who = worker.identity().incarnation().disclosed();
    answer(worker, STATE, who, applied, applied, Status.LIVING, now);
  }

  @Test
  void withoutAnAggregator_thereIsNothingToDo() {
    WorkerState worker = worker();
    registry.counter("c").increment();
    assertFalse(worker.wantsSnapshot());
    assertFalse(worker.isSent());
    flush(worker, false);
    assertNull(worker.next(0));
    assertEquals(0, worker.resyncs());
  }

  @Test
  void aHeartbeat_isSentAtOnce_andThenEachSecond() {
    WorkerState worker = worker();
    worker.subscribed(STATE, 10 * SECOND);
    assertTrue(worker.wantsSnapshot());
    assertTrue(worker.isSent());
    Frame first = sent(worker, 10 * SECOND);
    assertTrue(first.isHeartbeat());
    assertEquals(STATE, first.state());
    assertEquals(worker.identity(), first.worker());
    assertEquals(0, first.base());
    assertNull(worker.next(11 * SECOND - 1));
    assertTrue(sent(worker, 11 * SECOND).isHeartbeat());
    assertNull(worker.next(12 * SECOND - 1));
  }

  @Test
  void whatIsNotAcknowledged_isSentAgainAsItIs_lessAndLessOften() {
    WorkerState worker = worker();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    assertFalse(worker.isSent());
    assertFalse(worker.wantsSnapshot());
    byte[] first = worker.next(0);
    assertArrayEquals(first, worker.next(0), "until it is sent");
    worker.sent(0);
    assertTrue(worker.isSent());
    long at = 0;
    long resends = 0;
    for (long pause : new long[] {1, 2, 4, 8, 8, 8}) {
      assertEquals(resends, worker.resends());
      long next = at + pause * RESEND;
      byte[] between = worker.next(next - 1);
      assertTrue(between == null || between.length < first.length, "a heartbeat");
      assertArrayEquals(first, worker.next(next));
      worker.sent(next);
      at = next;
      resends++;
    }
    acknowledge(worker, 1, at);
    assertTrue(worker.wantsSnapshot());
    registry.counter("c").increment();
    flush(worker, false);
    Frame second = sent(worker, at);
    assertEquals(1, second.base());
    assertEquals(2, second.seq());
    assertEquals(
        List.of(new SumValue(6)), second.cells().stream().map(cell -> cell.value()).toList());
    assertArrayEquals(second.encode(), worker.next(at + RESEND), "patient no more");
  }

  @Test
  void whatIsSafe_isWhatWasAcknowledgedAsThat() {
    WorkerState worker = worker();
    Id who = worker.identity().incarnation().disclosed();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    answer(worker, STATE, who, 1, 0, Status.LIVING, 0);
    assertEquals(List.of(), worker.safe());
    answer(worker, STATE, who, 1, 1, Status.LIVING, 0);
    assertEquals(registry.snapshot().series(), worker.safe());
    assertEquals(1, worker.numbered());
  }

  @Test
  void answersToOthers_orOfAnotherAggregator_areNone() {
    WorkerState worker = worker();
    Id who = worker.identity().incarnation().disclosed();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    answer(worker, new Id(5, 5), who, 1, 1, Status.LIVING, 0);
    answer(worker, STATE, worker.identity().incarnation(), 1, 1, Status.LIVING, 0);
    assertFalse(worker.wantsSnapshot());
    answer(worker, STATE, who, 1, 1, Status.LIVING, 0);
    assertTrue(worker.wantsSnapshot());
  }

  @Test
  void aBrokenConnection_isResumed_afterTheLastAcknowledgement() {
    WorkerState worker = worker();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    byte[] first = worker.next(0);
    worker.sent(0);
    worker.subscribed(STATE, 10);
    assertArrayEquals(first, worker.next(10));
    worker.sent(10);
    assertEquals(0, worker.resends());
    assertEquals(0, worker.resyncs());
    acknowledge(worker, 1, 20);
    worker.subscribed(STATE, 30);
    assertTrue(worker.wantsSnapshot());
    flush(worker, false);
    assertTrue(worker.wantsSnapshot(), "nothing changed");
  }

  @Test
  void anotherAggregator_isSentEverythingAgain() {
    WorkerState worker = worker();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    acknowledge(worker, 1, 0);
    Id other = new Id(3, 4);
    worker.subscribed(other, SECOND);
    assertEquals(1, worker.resyncs());
    assertEquals(List.of(), worker.safe());
    assertTrue(frame(worker, SECOND).isHeartbeat(), "at once");
    flush(worker, false);
    Frame again = sent(worker, SECOND);
    assertEquals(other, again.state());
    assertEquals(0, again.base());
    assertEquals(1, again.cells().size());
    assertTrue(again.cells().get(0).definition() != null);
  }

  @Test
  void atMostEightFrames_areUnderWay() {
    WorkerState worker = worker(WorkerIdentity.ofThisProcess(), 0, 340);
    for (int i = 0; i < 400; i++) {
      registry.counter("c", Tags.of("number", "" + i)).increment(i);
    }
    worker.subscribed(STATE, 0);
    flush(worker, false);
    for (int seq = 1; seq <= 8; seq++) {
      Frame frame = sent(worker, 0);
      assertEquals(seq - 1, frame.base());
      assertEquals(seq, frame.seq());
    }
    assertNull(worker.next(0));
    assertFalse(worker.isSent(), "there is more of the batch");
    acknowledge(worker, 3, 0);
    for (int seq = 9; seq <= 11; seq++) {
      assertEquals(seq, sent(worker, 0).seq());
    }
    assertNull(worker.next(0));
    assertFalse(worker.wantsSnapshot());
    assertEquals(4, frame(worker, RESEND).seq(), "the first that is missing");
    assertEquals(8, worker.resends());
  }

  @Test
  void aGoodbye_isTheLastFrame_andItsAnswerTheEnd() {
    WorkerState worker = worker();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, true);
    Frame goodbye = sent(worker, 0);
    assertTrue(goodbye.goodbye());
    assertFalse(worker.isDone());
    Id who = worker.identity().incarnation().disclosed();
    answer(worker, STATE, who, 1, 1, Status.COMPLETE, 0);
    assertTrue(worker.isDone());
    assertNull(worker.next(100 * SECOND));
    assertFalse(worker.wantsSnapshot());
  }

  @Test
  void aGoodbyeOfSomebodyElse_isNoEnd() {
    WorkerState worker = worker();
    Id before = worker.identity().incarnation();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    answer(worker, STATE, before.disclosed(), 1, 1, Status.COMPLETE, 0);
    assertFalse(worker.isDone());
    assertNotEquals(before, worker.identity().incarnation());
    flush(worker, false);
    Frame again = sent(worker, 0);
    assertEquals(0, again.base());
    assertEquals(worker.identity(), again.worker());
  }

  @Test
  void whoWasFoldedAway_countsOnFromWhatWasApplied() {
    WorkerState worker = worker();
    Id before = worker.identity().incarnation();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    answer(worker, STATE, before.disclosed(), 1, 1, Status.RETIRED, 0);
    assertNotEquals(before, worker.identity().incarnation());
    registry.counter("c").increment(2);
    flush(worker, false);
    Frame rest = sent(worker, 0);
    assertEquals(new SumValue(2), rest.cells().get(0).value());
    answer(worker, STATE, before.disclosed(), 1, 1, Status.LIVING, 0);
    assertFalse(worker.wantsSnapshot(), "nobody calls it by that any more");
    acknowledge(worker, 1, 0);
    assertTrue(worker.wantsSnapshot());
  }

  @Test
  void aDurableWorker_saysNoGoodbye_andNumbersEachRunAboveThoseBefore() {
    WorkerIdentity durable = WorkerIdentity.ofThisProcess(Id.random(), true);
    WorkerState worker = worker(durable, 3, Wire.MAX_BYTES);
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, true);
    Frame only = sent(worker, 0);
    assertFalse(only.goodbye());
    assertEquals(0, only.base());
    assertEquals((3L << 32) + 1, only.seq());
    acknowledge(worker, only.seq(), 0);
    assertTrue(worker.isDone());
    assertEquals(durable, worker.identity());
  }

  @Test
  void aDurableWorkerThatIsAheadOfItself_numbersOnFromThere() {
    WorkerState worker = worker(WorkerIdentity.ofThisProcess(Id.random(), true), 0, Wire.MAX_BYTES);
    Id before = worker.identity().incarnation();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    acknowledge(worker, 700, 0);
    assertEquals(before, worker.identity().incarnation());
    assertEquals(700, frame(worker, SECOND).base(), "its heartbeats say so");
    flush(worker, false);
    Frame again = sent(worker, SECOND);
    assertEquals(0, again.base());
    assertEquals(701, again.seq());
    assertEquals(1, again.cells().size());
  }

  @Test
  void withNothingToSayAtTheEnd_onlyTheGoodbyeIsSent() {
    WorkerState worker = worker();
    worker.subscribed(STATE, 0);
    flush(worker, false);
    assertTrue(worker.wantsSnapshot());
    flush(worker, true);
    Frame goodbye = sent(worker, 0);
    assertTrue(goodbye.goodbye());
    assertEquals(List.of(), goodbye.cells());
    WorkerState durable = worker(WorkerIdentity.ofThisProcess(Id.random(), true), 0, 1_000);
    durable.subscribed(STATE, 0);
    flush(durable, true);
    assertTrue(durable.isDone());
  }

  @Test
  void theLastValueOfWhatEnded_isKeptUntilItIsSafe() {
    WorkerState worker = worker();
    Id who = worker.identity().incarnation().disclosed();
    registry.counter("c").increment(5);
    worker.subscribed(STATE, 0);
    flush(worker, false);
    sent(worker, 0);
    acknowledge(worker, 1, 0);
    registry.counter("c").increment(2);
    registry.remove("c");
    flush(worker, false);
    Frame end = sent(worker, 0);
    assertEquals(new SumValue(7), end.cells().get(0).value());
    assertEquals(1, end.cells().get(0).end());
    answer(worker, STATE, who, 2, 1, Status.LIVING, 0);
    assertEquals(1, lastValues.pending().size());
    flush(worker, false);
    assertTrue(worker.wantsSnapshot(), "it is not sent twice");
    answer(worker, STATE, who, 2, 2, Status.LIVING, 0);
    assertEquals(List.of(), lastValues.pending());
    assertEquals(0, worker.numbered());
  }
}
