package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.link.CurveTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ;

class CurveKeysTest {
  /** Of ZeroMQ's manual, so that two implementations agree. */
  private static final String SECRET = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs";

  private static final String PUBLIC = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID";

  @TempDir Path folder;

  @Test
  void publicKey_isTheOneOfZeroMq() {
    assertEquals(PUBLIC, CurveKeyPair.of(SECRET).publicKey().text());
    for (int i = 0; i < 20; i++) {
      ZMQ.Curve.KeyPair made = ZMQ.Curve.generateKeyPair();
      assertEquals(made.publicKey, CurveKeyPair.of(made.secretKey).publicKey().text());
    }
  }

  @Test
  void write_thenRead_isTheSamePair() throws IOException {
    CurveKeyPair pair = CurveKeyPair.generate();
    Path file = folder.resolve("worker.key");
    Path publicFile = pair.write(file);
    assertEquals(folder.resolve("worker.key.pub"), publicFile);
    assertEquals("rw-------", mode(file));
    assertEquals("rw-r--r--", mode(publicFile));
    assertEquals(pair.publicKey(), CurveKeyPair.read(file).publicKey());
    assertEquals(pair.publicKey(), CurvePublicKey.read(publicFile));
    assertNotEquals(pair.publicKey(), CurveKeyPair.generate().publicKey());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void write_overwritesNothing() throws IOException {
    Path file = folder.resolve("a.key");
    CurveKeyPair.generate().write(file);
    String before = Files.readString(file);
    IOException again = assertThrows(IOException.class, () -> CurveKeyPair.generate().write(file));
    assertTrue(again.getMessage().contains("a.key.pub' exists"), again.getMessage());
    Files.delete(folder.resolve("a.key.pub"));
    assertThrows(IOException.class, () -> CurveKeyPair.generate().write(file));
    assertFalse(Files.exists(folder.resolve("a.key.pub")));
    assertEquals(before, Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
  void read_refusesASecretKeyThatOthersMayUse(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("k"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    String message = assertThrows(IOException.class, () -> CurveKeyPair.read(file)).getMessage();
    assertTrue(message.contains(mode) && message.contains("chmod 600"), message);
    assertFalse(message.contains(SECRET), message);
  }

  @Test
  void read_refusesWhatIsNoKey_withoutShowingIt() throws IOException {
    String almost = SECRET.substring(0, 39);
    for (String content :
        List.of("", almost, SECRET + "x", SECRET + "\n" + SECRET, almost + " ", almost + "\\")) {
      Path file = Files.writeString(folder.resolve("k"), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      String message = assertThrows(IOException.class, () -> CurveKeyPair.read(file)).getMessage();
      assertTrue(message.contains("'" + file + "'"), message);
      assertFalse(message.contains("D:)Q["), message);
    }
    assertThrows(IOException.class, () -> CurveKeyPair.read(folder.resolve("none")));
  }

  @Test
  void publicKey_mustBeOne() {
    // The last is the largest group of five, beyond 32 bits.
    for (String text :
        List.of("", PUBLIC + "0", PUBLIC.substring(1), " ".repeat(40), "#".repeat(40))) {
      assertThrows(IllegalArgumentException.class, () -> new CurvePublicKey(text));
    }
  }

  @Test
  void secretKey_isNotShown() {
    CurveKeyPair pair = CurveKeyPair.of(SECRET);
    assertEquals("CurveKeyPair[" + PUBLIC + "]", pair.toString());
    String message =
        assertThrows(IllegalArgumentException.class, () -> CurveKeyPair.of(SECRET + "0"))
            .getMessage();
    assertFalse(message.contains(SECRET), message);
  }

  @Test
  void listsOfKeys_haveComments() throws IOException {
    String other = CurveKeyPair.generate().publicKey().text();
    Path file =
        Files.writeString(
            folder.resolve("workers"),
            "# workers of the shop\n\n" + PUBLIC + " host one\n#\n" + other + "\n");
    assertEquals(List.of(PUBLIC, other), CurveTexts.publicKeys(file));
    assertThrows(IOException.class, () -> CurvePublicKey.read(file));
    Files.writeString(file, PUBLIC + "\nnonsense\n");
    String message =
        assertThrows(IOException.class, () -> CurveTexts.publicKeys(file)).getMessage();
    assertTrue(message.startsWith("line 2 of the file '" + file + "'"), message);
  }
}
