package io.tapes.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The name of a {@link BlackBox}'s file. Changed under its lock; any thread may ask for it. */
final class BoxPath {
  /*
   * A file is made under another name and renamed, so under its own it is always locked or
   * abandoned. The locks of one process do not exclude each other, and closing any channel to a
   * file drops them all; hence the set of the files that are this process's own.
   */
  private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

  private volatile Path path;

  BoxPath(Path path) {
    this.path = path;
  }

  static boolean isOfThisProcess(Path absolute) {
    return MINE.contains(absolute);
  }

  /** Under which name a file is made that shall have that one. */
  static Path unfinished(Path path) {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  Path get() {
    return path;
  }

  /** Gives a file that is called {@link #unfinished} its name, in place of what lies there. */
  void give(Path to) throws IOException {
    rename(unfinished(to), to);
  }

  /** Gives the file another name. */
  void move(Path to) throws IOException {
    rename(path, to);
  }

  private void rename(Path from, Path to) throws IOException {
    boolean mine = MINE.contains(to);
    MINE.add(to);
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      if (!mine) {
        MINE.remove(to);
      }
      throw e;
    }
    if (!path.equals(to)) {
      MINE.remove(path);
      path = to;
    }
  }

  /** Puts a copy in place of the file, which has no name any more. */
  void putCopyInPlace(MappedFile file) throws IOException {
    Path copy = unfinished(path);
    try {
      file.copyTo(copy);
      share(path, copy);
      Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Lets those read a file who may read another one. */
  private static void share(Path from, Path to) throws IOException {
    PosixFileAttributeView like = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (like != null && view != null) {
      view.setGroup(like.readAttributes().group());
      view.setPermissions(like.readAttributes().permissions());
    }
  }

  /** It may be claimed from now on, by this process too. */
  void release() {
    MINE.remove(path);
  }

  /** Makes a file again where it was. */
  record SameHome(BoxPath box) implements BoxHome {
    @Override
    public Path path() {
      return box.get();
    }

    @Override
    public void share(Path file) {
      // It is this user's alone.
    }
  }
}
