package io.tapes.distributed.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may connect to a socket file: its owner, a group, or whom its mode lets in. Any thread. */
public record SocketAccess(Sharing sharing, @Nullable Set<PosixFilePermission> mode) {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  /** Understands {@code rw-rw----}, and {@code 0660}. */
  public static Set<PosixFilePermission> parse(String mode) {
    String octal = mode.startsWith("0") ? mode.substring(1) : mode;
    StringBuilder letters = new StringBuilder();
    if (octal.matches("[0-7]{3}")) {
      for (int i = 0; i < octal.length(); i++) {
        int bits = octal.charAt(i) - '0';
        letters.append((bits & 4) != 0 ? 'r' : '-');
        letters.append((bits & 2) != 0 ? 'w' : '-');
        letters.append((bits & 1) != 0 ? 'x' : '-');
      }
    }
    try {
      Set<PosixFilePermission> parsed =
          PosixFilePermissions.fromString(letters.length() == 0 ? mode : letters.toString());
      if (parsed.containsAll(OWNER)) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it.
    }
    throw new IllegalArgumentException(
        "the mode '"
            + mode
            + "' of the socket file is none, or leaves its owner out; use one such as '0660' or"
            + " 'rw-rw----'");
  }

  void apply(Path socket) throws IOException {
    if (!FileModes.areKnown()) {
      return;
    }
    Files.setPosixFilePermissions(socket, OWNER);
    sharing.share(socket);
    if (mode != null) {
      Files.setPosixFilePermissions(socket, mode);
    }
  }
}
