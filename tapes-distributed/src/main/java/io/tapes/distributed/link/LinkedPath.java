package io.tapes.distributed.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A path without symbolic links, whether what it leads to exists already or not. Any thread. */
public final class LinkedPath {
  /*
   * Path.toRealPath needs the whole path to exist, and a worker may start before the folder of its
   * aggregator's socket is made, or what a link there points to. So the links are followed one by
   * one, and what is not there yet is taken as it is written.
   */
  private static final int MAX_LINKS = 40;

  private LinkedPath() {}

  public static Path resolve(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path root = absolute.getRoot();
    Path at = root;
    Deque<Path> ahead = new ArrayDeque<>();
    absolute.forEach(ahead::addLast);
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst().toString();
      Path next = at.resolve(name);
      if (name.equals("..")) {
        at = at.getParent() == null ? root : at.getParent();
      } else if (Files.isSymbolicLink(next) && links++ < MAX_LINKS) {
        Path target = Files.readSymbolicLink(next);
        at = target.isAbsolute() ? root : at;
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
          ahead.addFirst(target.getName(i));
        }
      } else if (!name.equals(".") && !name.isEmpty()) {
        at = next;
      }
    }
    return Files.exists(at, LinkOption.NOFOLLOW_LINKS) ? at.toRealPath() : at;
  }
}
