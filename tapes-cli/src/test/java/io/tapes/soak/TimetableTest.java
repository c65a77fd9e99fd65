package io.tapes.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimetableTest {
  @Test
  void whatHappensSeldom_happensAsOftenAsItMust_howeverShortTheTime() throws Exception {
    List<String> happened = new ArrayList<>();
    new Timetable(new Random(1))
        .each(Duration.ofMillis(1), () -> happened.add("often"))
        .each(Duration.ofMillis(20), () -> happened.add("seldom"))
        .run(Duration.ZERO, 3);
    assertEquals(3, happened.stream().filter("seldom"::equals).count());
    assertTrue(happened.stream().filter("often"::equals).count() >= 3);
  }
}
