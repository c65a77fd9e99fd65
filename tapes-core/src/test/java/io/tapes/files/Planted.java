package io.tapes.files;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What another user may leave behind; giving files away takes root. */
final class Planted {
  private static final int SOMEBODY = 12_345;

  private Planted() {}

  /** Skips the test, or fails it where everything is required, unless this is root. */
  static void requireRoot() {
    boolean root = ProcessUser.isKnown() && ProcessUser.id() == 0;
    if (Boolean.getBoolean("tapes.backends.required")) {
      assertTrue(root, "files of other users can only be made by root");
    }
    assumeTrue(root, "files of other users can only be made by root");
  }

  /** A folder as /tmp is one: everybody may make files, and nobody may take those of others. */
  static Path openFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.setAttribute(folder, "unix:mode", 01777);
    return folder;
  }

  static Path givenAway(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
    return file;
  }
}
