package io.tapes.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Refuses what another user may have planted under a file's name. Any thread may use it.
 *
 * <p>In a folder where all users may make files, a name may be a symbolic link or a file of another
 * user's, or a second name of one of ours. Following it would overwrite what the link points to, or
 * show our data to the user who made the file.
 */
public final class SharedFolders {
  /*
   * The rule is that of Linux' fs.protected_symlinks, fs.protected_regular and
   * fs.protected_hardlinks, which not every system has switched on: in a folder that all users may
   * write to, what is there must belong to this user or to the folder's owner. Elsewhere a user who may
   * write to the folder is trusted.
   *
   * The same holds for each folder on the way there: who owns it can change what is in it.
   *
   * In such a folder no user can replace a file of ours if the folder is sticky, so what was looked
   * at is what is opened. What was not there is made with CREATE_NEW, which follows no link.
   */
  private static final int SYMBOLIC_LINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int TYPE = 0170000;
  private static final int OTHERS_WRITE = 0002;
  private static final int MAX_LINKS = 40;
  private static final int ATTEMPTS = 3;

  private SharedFolders() {}

  /**
   * Opens a file.
   *
   * @param <T> a channel or a stream
   */
  @FunctionalInterface
  public interface Opener<T> {
    /**
     * Opens the file.
     *
     * @param file where it is
     * @param creating an option to add: one that makes the file if it is not there, else {@link
     *     StandardOpenOption#WRITE}
     * @return the open file
     * @throws IOException if that fails
     */
    T open(Path file, OpenOption creating) throws IOException;
  }

  /**
   * Opens a file for writing, or makes it, unless another user may have planted it.
   *
   * @param <T> a channel or a stream
   * @param file where it is; a symbolic link there is followed if it may be trusted
   * @param opener opens it, without an option that makes files but the one it is given
   * @return what the opener returned
   * @throws IOException with a sentence if the file is refused; what the opener throws
   */
  public static <T> T open(Path file, Opener<T> opener) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path checked = checked(file);
      try {
        return opener.open(checked, creating(checked));
      } catch (FileAlreadyExistsException | NoSuchFileException changed) {
        // Another process made it or removed it meanwhile.
        if (attempt == ATTEMPTS) {
          throw changed;
        }
      }
    }
  }

  private static OpenOption creating(Path checked) {
    if (Files.exists(checked)) {
      return StandardOpenOption.WRITE;
    }
    // A link that leads nowhere yet is followed: only a trusted user can have made it.
    return Files.isSymbolicLink(checked)
        ? StandardOpenOption.CREATE
        : StandardOpenOption.CREATE_NEW;
  }

  /**
   * Looks at a file before it is read or replaced.
   *
   * @param file where it is; it need not exist
   * @return the file itself, where the path is a symbolic link that may be trusted
   * @throws IOException with a sentence if another user may have planted it
   */
  public static Path checked(Path file) throws IOException {
    if (!ProcessUser.isKnown()) {
      return file;
    }
    Path at = file.toAbsolutePath();
    for (int links = 0; links <= MAX_LINKS; links++) {
      for (Path each = at; each != null; each = each.getParent()) {
        look(each);
      }
      if (!Files.isSymbolicLink(at)) {
        return at;
      }
      Path target = at.resolveSibling(Files.readSymbolicLink(at));
      if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
        return at; // such as /proc/self/fd/1, whose text is no path
      }
      at = target;
    }
    throw new IOException(
        "'" + file + "' is a chain of more than " + MAX_LINKS + " symbolic links");
  }

  private static void look(Path at) throws IOException {
    Path folder = at.getParent();
    if (folder == null || Files.notExists(at, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path real = folder.toRealPath();
    if ((number(real, "unix:mode") & OTHERS_WRITE) != 0) {
      refuse(at, real);
    }
  }

  private static void refuse(Path at, Path folder) throws IOException {
    int owner = number(at, "unix:uid");
    int type = number(at, "unix:mode") & TYPE;
    String what =
        type == SYMBOLIC_LINK ? "a symbolic link" : type == REGULAR ? "a file" : "a folder";
    if (owner != ProcessUser.id() && owner != number(folder, "unix:uid")) {
      throw new IOException(
          "'"
              + at
              + "' is "
              + what
              + " of the user "
              + owner
              + " in a folder where all users may make files; remove it, or choose a folder of your"
              + " own");
    }
    if (type == REGULAR && number(at, "unix:nlink") > 1) {
      throw new IOException(
          "'"
              + at
              + "' has another name elsewhere (a hard link), in a folder where all users may make"
              + " files; remove it, or choose a folder of your own");
    }
  }

  private static int number(Path file, String attribute) throws IOException {
    return (int) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
