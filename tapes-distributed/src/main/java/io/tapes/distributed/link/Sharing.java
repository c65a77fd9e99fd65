package io.tapes.distributed.link;

import io.tapes.files.ProcessUser;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who else may use sockets and black boxes: the members of a group, or no other user. Any thread.
 */
public record Sharing(@Nullable String group) {
  public static final Sharing NOBODY = new Sharing(null);
  private static final int ROOT = 0;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private static final Set<PosixFilePermission> GROUP =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  /** Gives a file that is its owner's alone to the group as well. */
  public void share(Path file) throws IOException {
    if (group == null || !FileModes.areKnown()) {
      return;
    }
    try {
      Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setGroup(principal(group));
    } catch (IOException e) {
      throw new IOException(
          "'"
              + file
              + "' cannot be given to the group '"
              + group
              + "' ("
              + e
              + "); this user must be a member of it",
          e);
    }
    boolean folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(folder ? "rwxrwx---" : "rw-rw----"));
  }

  private static GroupPrincipal principal(String name) throws IOException {
    try {
      return FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByGroupName(name);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("there is no group '" + name + "'; name one that exists", e);
    }
  }

  /** Returns whether a folder is this user's own, or one that the group shares. */
  public boolean isOwn(Path folder) throws IOException {
    return distrust(folder).isEmpty()
        && (!ProcessUser.isKnown() || owner(folder) == ProcessUser.id() || isShared(folder));
  }

  /** Why what stands in a folder cannot be believed; empty if it can. */
  public Optional<String> distrust(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it is not a folder; move it away or name another one");
    }
    if (!ProcessUser.isKnown()) {
      return Optional.empty();
    }
    PosixFileAttributes found = attributes(folder);
    boolean shared = isShared(folder);
    if (found.permissions().stream().anyMatch(OTHERS::contains)) {
      return Optional.of("all users may use it; make it this user's alone, or remove it");
    }
    if (owner(folder) != ProcessUser.id() && owner(folder) != ROOT && !shared) {
      return Optional.of(
          "it is of the user "
              + owner(folder)
              + "; let both sides share black boxes by one group, see group()");
    }
    if (owner(folder) == ProcessUser.id()
        && !shared
        && found.permissions().stream().anyMatch(GROUP::contains)) {
      return Optional.of(
          "the group '"
              + found.group().getName()
              + "' may use it; make it this user's alone, or name the group by group()");
    }
    return Optional.empty();
  }

  private boolean isShared(Path folder) throws IOException {
    return group != null && attributes(folder).group().equals(principal(group));
  }

  private static PosixFileAttributes attributes(Path folder) throws IOException {
    return Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static int owner(Path folder) throws IOException {
    return (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
