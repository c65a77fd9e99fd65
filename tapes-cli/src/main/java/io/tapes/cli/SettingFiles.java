package io.tapes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files that settings name and that are read once: another content is another setting. */
final class SettingFiles {
  private static final List<String> KEYS =
      List.of("password-file", "token-file", "ca", "certificate", "key");

  private SettingFiles() {}

  /** The settings, and a digest of each file that they name. */
  static Map<String, String> withContents(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    for (String key : KEYS) {
      String file = settings.get(key);
      if (file != null) {
        all.put(key + " (content)", digest(file));
      }
    }
    return all;
  }

  private static String digest(String file) {
    try {
      byte[] content = Files.readAllBytes(Path.of(file));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (IOException | InvalidPathException e) {
      return "unreadable"; // told by what needs it
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
