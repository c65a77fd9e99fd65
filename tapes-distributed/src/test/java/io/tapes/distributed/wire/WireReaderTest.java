package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
  private static WireReader of(double written) {
    WireWriter out = new WireWriter(Double.BYTES);
    out.writeLong(Double.doubleToRawLongBits(written));
    return new WireReader(out.buffer(), out.size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 1.5, -1.5, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE})
  void aPartOfASum_isWhatWasWritten(double written) throws MalformedFrameException {
    assertEquals(written, of(written).readPartOfSum());
  }

  @Test
  void aZeroWithASign_isNoPartOfASum() {
    assertThrows(MalformedFrameException.class, of(-0.0)::readPartOfSum);
  }
}
