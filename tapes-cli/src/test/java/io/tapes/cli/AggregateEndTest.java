package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AggregateEndTest {
  private final Termination termination = new Termination();

  @Test
  void anAggregatorThatEnded_endsTheCommand_withItsReason() {
    Optional<String> why = Optional.of("it has ended");
    assertEquals(why, AggregateCommand.awaitEnd(termination, () -> why));
  }

  @Test
  void aSignal_endsItWithoutOne() {
    termination.request();
    assertEquals(Optional.empty(), AggregateCommand.awaitEnd(termination, Optional::empty));
  }
}
