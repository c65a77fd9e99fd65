package io.tapes.reporters.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AcceptTest {
  @Test
  void quality_mostSpecificRangeDecides() {
    String header = "text/*;q=0.5, text/html ; Q=0.2, */*;q=0.1";
    assertEquals(0.2, Accept.quality(header, "text/html"));
    assertEquals(0.5, Accept.quality(header, "text/plain"));
    assertEquals(0.1, Accept.quality(header, "application/json"));
    assertEquals(-1, Accept.quality("", "text/html"));
  }

  @Test
  void quality_garbage_isZero() {
    assertEquals(0, Accept.quality("a/b;q=x", "a/b"));
    assertEquals(0, Accept.quality("a/b;q=-1", "a/b"));
    assertEquals(0, Accept.quality("a/b;q=NaN", "a/b"));
    assertEquals(-1, Accept.quality(";;,,=;q", "a/b"));
  }

  @Test
  void coding_isTakenWhenNamedOrByWildcardUnlessZero() {
    assertTrue(Accept.coding("br, gzip;q=0.5", "gzip"));
    assertTrue(Accept.coding("*", "gzip"));
    assertFalse(Accept.coding("*, gzip;q=0", "gzip"));
    assertFalse(Accept.coding("", "gzip"));
    assertFalse(Accept.coding("identity", "gzip"));
  }
}
