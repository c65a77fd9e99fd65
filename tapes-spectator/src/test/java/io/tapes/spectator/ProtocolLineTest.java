package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProtocolLineTest {
  @Test
  void parse_takesALineApart() {
    ProtocolLine line = ProtocolLine.parse("c:counter,foo=bar,baz=quux:1");
    assertEquals("c", line.symbol());
    assertEquals("counter", line.id().name());
    assertEquals(Map.of("foo", "bar", "baz", "quux"), line.id().tags());
    assertEquals("1", line.value());
    assertEquals(OptionalLong.empty(), line.option());
    assertEquals(1, line.number());
  }

  @Test
  void parse_knowsTimesToLive_andSpecialNumbers() {
    ProtocolLine line = ProtocolLine.parse("g,120:g:NaN");
    assertEquals("g", line.symbol());
    assertEquals(OptionalLong.of(120), line.option());
    assertTrue(Double.isNaN(line.number()));
    assertEquals(Double.NEGATIVE_INFINITY, ProtocolLine.parse("m:m:-inf").number());
    assertEquals(1e-7, ProtocolLine.parse("C:C:1e-07").number());
    assertEquals(0x1p64, ProtocolLine.parse("U:U:18446744073709551615").number());
  }

  @Test
  void malformedLine_isRefusedWithASentence() {
    for (String bad :
        List.of(
            "",
            "c",
            "c:n",
            "c:n:1:2",
            "c:n:",
            "c:n:x",
            "c:n:1,5",
            "c:n:0x1p3",
            "c:n: 1",
            "c:n:1\n",
            "c::1",
            "c:n,:1",
            "c:n,k:1",
            "c:n,=v:1",
            "c:n,k=:1",
            "c:n,k=v=w:1",
            "c:n m:1",
            "cc:n:1",
            "q:n:1",
            ":n:1",
            "g,:n:1",
            "g,0:n:1",
            "g,-5:n:1",
            "g,x:n:1",
            "g,1,2:n:1",
            "U:n:-5",
            "U:n:1.5",
            "U:n:18446744073709551616")) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> ProtocolLine.parse(bad), bad);
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.startsWith("the line '" + bad + "' is malformed: "), message);
    }
  }

  /** What a registry writes, of any name and tags, is a line with the same parts. */
  @Test
  void parse_takesWhateverIsWritten() {
    Forall.check(
        any -> {
          String name = any.text(1);
          Map<String, String> tags = any.map(5, () -> any.text(1), any::text);
          double value = any.longs(1, 1 << 30) / 1024.0;
          try (SpectatorRegistry r = Lines.memory()) {
            r.counter(name, tags).increment(value);
            for (String written : Lines.of(r)) { // none where Atlas would not take it
              ProtocolLine line = ProtocolLine.parse(written);
              assertEquals(value, line.number());
              assertEquals(name.codePointCount(0, name.length()), line.id().name().length());
            }
          }
        });
  }
}
