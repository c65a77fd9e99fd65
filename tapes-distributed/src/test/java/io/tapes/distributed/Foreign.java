package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapes.files.ProcessUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files and processes of other users, which only root can make. */
final class Foreign {
  /** A user and a group without a name. */
  static final int SOMEBODY = 12_345;

  private Foreign() {}

  /** Skips the test, or fails it where everything is required, unless this is root. */
  static void requireRoot() {
    require(ProcessUser.isKnown() && ProcessUser.id() == 0, "other users can only be had by root");
  }

  /** Skips the test, or fails it where everything is required. */
  static void require(boolean there, String reason) {
    if (Boolean.getBoolean("tapes.backends.required")) {
      assertTrue(there, reason);
    }
    assumeTrue(there, reason);
  }

  static void giveAway(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
  }
}
