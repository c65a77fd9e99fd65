package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestPathTest {
  @Test
  void segments_areSplitThenDecoded() {
    assertEquals(Optional.of(List.of()), RequestPath.segments("/"));
    assertEquals(Optional.of(List.of()), RequestPath.segments("//"));
    assertEquals(Optional.of(List.of("stats")), RequestPath.segments("/stats/?x=/y#z"));
    assertEquals(Optional.of(List.of("a/b", "ü +")), RequestPath.segments("/a%2Fb/%C3%BC%20+"));
    assertEquals(Optional.of(List.of("a", "", "b")), RequestPath.segments("/a//b"));
    assertEquals(Optional.of(List.of("metrics")), RequestPath.segments("http://h:1/metrics"));
    assertEquals(Optional.of(List.of()), RequestPath.segments("http://h"));
  }

  @Test
  void segments_malformed_areNone() {
    for (String target : List.of("/%", "/%4", "/%zz", "/%FF", "/%C3", "*", "", "x")) {
      assertEquals(Optional.empty(), RequestPath.segments(target), target);
    }
  }
}
