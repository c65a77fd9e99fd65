package io.tapes.distributed.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which file a path is, among all mounts of the host. Any thread. */
final class Mounts {
  /*
   * Two containers may mean different files by one path, and one file by different paths. What
   * names a file for both is its file system's device number and its path within that file system.
   * Both stay the same when the folder is made again, as its inode number would not. A line is:
   *   id parent major:minor root mount-point options …
   * in which root is the part of the file system that is mounted.
   */
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int DEVICE = 2;
  private static final int ROOT = 3;
  private static final int POINT = 4;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private Mounts() {}

  /**
   * Device and path within it, such as {@code 254:0 /run/tapes.ipc}.
   *
   * @param path absolute and without symbolic links; it need not exist
   * @return the path alone where there is no table of mounts
   */
  static String identify(Path path) {
    try {
      return identify(path, Files.readAllLines(TABLE));
    } catch (IOException | InvalidPathException noTable) {
      return path.toString();
    }
  }

  static String identify(Path path, List<String> table) {
    String found = path.toString();
    int longest = -1;
    for (String line : table) {
      String[] fields = line.split(" ", -1);
      if (fields.length <= POINT) {
        continue;
      }
      Path point = Path.of(unescaped(fields[POINT]));
      // Of two mounts on one folder the later one is seen.
      if (path.startsWith(point) && point.getNameCount() >= longest) {
        longest = point.getNameCount();
        Path within = Path.of(unescaped(fields[ROOT])).resolve(point.relativize(path));
        found = fields[DEVICE] + " " + within;
      }
    }
    return found;
  }

  private static String unescaped(String field) {
    return OCTAL
        .matcher(field)
        .replaceAll(
            digits ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(digits.group(1), 8))));
  }
}
