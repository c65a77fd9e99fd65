package io.tapes.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "a.b, a.b, true",
    "a.b, a.bc, false",
    "a.b, axb, false",
    "*, anything at all, true",
    "a.*, a., true",
    "a.*, a.b.c, true",
    "a.*, ab, false",
    "*.b, a.b, true",
    "*.b, a.bc, false",
    "a*a, a, false",
    "a*a, aa, true",
    "a*b*c, abc, true",
    "a*b*c, aXbYbZc, true",
    "a*b*c, acb, false",
    "a*bb*b, abbb, true",
    "a*bb*b, abb, false",
    "**, x, true",
  })
  void matches(String pattern, String name, boolean matches) {
    assertEquals(matches, NamePattern.of(pattern).matches(name), pattern + " and " + name);
  }

  @Test
  void match_saysWhatTheAsterisksStandFor() {
    assertEquals(Optional.of(List.of()), NamePattern.of("a").match("a"));
    assertEquals(Optional.of(List.of("x.y", "")), NamePattern.of("a.*.b*").match("a.x.y.b"));
    assertEquals(Optional.of(List.of("1", "2.3")), NamePattern.of("*.*").match("1.2.3"));
    assertEquals(2, NamePattern.of("a.*.b*").stars());
    assertEquals("a.*.b*", NamePattern.of("a.*.b*").toString());
  }
}
