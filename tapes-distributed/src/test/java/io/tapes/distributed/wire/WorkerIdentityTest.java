package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WorkerIdentityTest {
  private static final Id INCARNATION = new Id(0x0102030405060708L, 0x090a0b0c0d0e0f10L);

  @Test
  void anIdentity_ofAnyNumbers_isReadAgain() throws MalformedFrameException {
    for (long number : new long[] {0, 1, Long.MAX_VALUE}) {
      WorkerIdentity identity = new WorkerIdentity(INCARNATION, number, number);
      assertEquals(identity, WorkerIdentity.decode(identity.encode()));
    }
  }

  @Test
  void anIdentity_thatIsCutOrFollowedBySomething_isNone() {
    byte[] bytes = new WorkerIdentity(INCARNATION, 4711, 1_700).encode();
    assertThrows(
        MalformedFrameException.class,
        () -> WorkerIdentity.decode(Arrays.copyOf(bytes, bytes.length - 1)));
    assertThrows(
        MalformedFrameException.class,
        () -> WorkerIdentity.decode(Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @Test
  void negativeNumbers_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WorkerIdentity(INCARNATION, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new WorkerIdentity(INCARNATION, 0, -1));
  }

  @Test
  void ofThisProcess_isThisProcess() {
    WorkerIdentity self = WorkerIdentity.ofThisProcess();
    assertEquals(ProcessHandle.current().pid(), self.pid());
    assertEquals(
        ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli(),
        self.startMillis());
    assertFalse(self.durable());
    assertTrue(WorkerIdentity.ofThisProcess(INCARNATION, true).durable());
    assertEquals(INCARNATION, WorkerIdentity.ofThisProcess(INCARNATION, true).incarnation());
    assertNotEquals(self, WorkerIdentity.ofThisProcess());
  }

  @Test
  void reborn_isAnotherIncarnationOfTheSameProcess() {
    WorkerIdentity durable = new WorkerIdentity(INCARNATION, 4711, 1_700, true);
    WorkerIdentity next = durable.reborn();
    assertNotEquals(INCARNATION, next.incarnation());
    assertEquals(new WorkerIdentity(next.incarnation(), 4711, 1_700, true), next);
  }

  @Test
  void aLabel_disclosesNothingOfTheIncarnation() {
    WorkerIdentity identity = new WorkerIdentity(INCARNATION, 4711, 1_700);
    // printf '\x01\x02…\x10' | sha256sum
    assertEquals("5dfbabeedf318bf33c0927c43d7630f5", INCARNATION.disclosed().toString());
    assertEquals("4711-5dfbabee", identity.label());
    assertEquals("worker 4711-5dfbabee", identity.toString());
    assertEquals("0102030405060708090a0b0c0d0e0f10", INCARNATION.toString());
  }
}
