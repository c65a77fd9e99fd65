package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import org.junit.jupiter.api.Test;

class BoxKindTest {
  @Test
  void aBoxWithAnUnknownKind_isRefusedWithASentence() {
    int known = BoxKind.of(MetricKind.GAUGE, Aggregation.MEAN);
    assertEquals(new MetricInfo("g", MetricKind.GAUGE, Aggregation.MEAN), BoxKind.info("g", known));
    for (int unknown : new int[] {0, 99 | 1 << 8, MetricKind.GAUGE.code() | 99 << 8}) {
      var thrown = assertThrows(IllegalArgumentException.class, () -> BoxKind.info("g", unknown));
      assertTrue(thrown.getMessage().contains("the unknown kind " + unknown), thrown.getMessage());
    }
  }
}
