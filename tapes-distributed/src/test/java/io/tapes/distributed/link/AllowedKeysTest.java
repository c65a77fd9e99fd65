package io.tapes.distributed.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.CurveKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedKeysTest {
  @TempDir Path folder;

  @Test
  void keys_areReadAgain_andStayWhenTheyCannotBe() throws IOException {
    String one = CurveKeyPair.generate().publicKey().text();
    String two = CurveKeyPair.generate().publicKey().text();
    Files.writeString(folder.resolve("one.pub"), one);
    Files.writeString(folder.resolve("two.key"), "not read");
    AllowedKeys allowed = AllowedKeys.of(folder);
    assertTrue(allowed.contains(one, 0));
    Files.writeString(folder.resolve("two.pub"), two);
    assertFalse(allowed.contains(two, 999_999_999L), "within a second");
    assertTrue(allowed.contains(two, 1_000_000_000L));
    Files.writeString(folder.resolve("one.pub"), "half a");
    assertTrue(allowed.contains(one, 3_000_000_000L));
    Files.delete(folder.resolve("one.pub"));
    assertFalse(allowed.contains(one, 5_000_000_000L));
    assertThrows(UncheckedIOException.class, () -> AllowedKeys.of(folder.resolve("none")));
  }
}
