package io.tapes.distributed.box;

import io.tapes.distributed.link.FileModes;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.link.Reasons;
import io.tapes.distributed.link.Sharing;
import io.tapes.files.ProcessUser;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The folders in which workers leave black boxes, and their aggregator finds them. Any thread. */
public final class BoxFolders {
  /*
   * Each user has one folder for each place, in memory where there is such a file system, else in
   * the temporary folder: tapes-UID-PLACE. Any user may make a folder of that name there first. Then
   * the worker makes another one with a random ending, which cannot be foreseen. The aggregator
   * looks for all folders whose names begin so and asks who owns them: what stands in a black box is
   * believed, so it must be a user's who is believed.
   */
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "tapes-";

  /** For where users have no numbers. */
  private static final String USER = "user";

  /** No more than what is made here: other temporary folders may end in 20 digits. */
  private static final Pattern FORM =
      Pattern.compile(
          "tapes-(?:[0-9]+|" + USER + ")-([0-9a-f]{" + Place.DIGITS + "})(\\.[0-9a-f]{16})?");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final @Nullable Path wanted;
  private final Sharing sharing;
  private final List<Path> parents;

  /**
   * Returns where to look.
   *
   * @param wanted the one folder; null for the usual ones
   * @param sharing who else is believed, and may look
   */
  public BoxFolders(@Nullable Path wanted, Sharing sharing) {
    this(wanted, sharing, List.of(MEMORY, Path.of(System.getProperty("java.io.tmpdir", "."))));
  }

  public BoxFolders(@Nullable Path wanted, Sharing sharing, List<Path> parents) {
    this.wanted = wanted;
    this.sharing = sharing;
    this.parents = parents;
  }

  Sharing sharing() {
    return sharing;
  }

  /** Returns whether the folder was set, and so is wanted. */
  public boolean isChosen() {
    return wanted != null;
  }

  /**
   * This user's folder for a place, made if it is not there.
   *
   * @throws IOException with a sentence if there is none that can be believed
   */
  Path own(Place place) throws IOException {
    Path only = wanted;
    if (only != null) {
      return made(only).orElseThrow(() -> new IOException(complaint(only)));
    }
    @Nullable IOException last = null;
    for (Path parent : parents) {
      if (Files.isWritable(parent)) {
        try {
          return ownIn(parent, PREFIX + user() + "-" + place.key());
        } catch (IOException e) {
          last = e;
        }
      }
    }
    throw last == null ? new IOException("neither of " + parents + " may be written") : last;
  }

  private Path ownIn(Path parent, String name) throws IOException {
    Optional<Path> plain = made(parent.resolve(name));
    if (plain.isPresent()) {
      return plain.get();
    }
    for (Path other : list(parent, name + ".*")) {
      Optional<Path> mine = made(other);
      if (mine.isPresent()) {
        return mine.get();
      }
    }
    Path random = parent.resolve(String.format("%s.%016x", name, RANDOM.nextLong()));
    return made(random).orElseThrow(() -> new IOException(complaint(random)));
  }

  /** Empty if what is there is not this user's, or not his alone. */
  private Optional<Path> made(Path folder) throws IOException {
    boolean mine = true;
    try {
      Files.createDirectory(folder, FileModes.of("rwx------"));
    } catch (FileAlreadyExistsException known) {
      if (!sharing.isOwn(folder)) {
        return Optional.empty();
      }
      mine =
          ProcessUser.isKnown() && Files.getAttribute(folder, "unix:uid").equals(ProcessUser.id());
    } catch (FileSystemException e) {
      throw new IOException(
          "the folder '"
              + folder
              + "' cannot be made ("
              + Reasons.of(e)
              + "); make the one above it, and let this user write there",
          e);
    }
    if (mine) {
      sharing.share(folder);
    }
    // One spelling for all: a process knows its own boxes by their paths.
    return Optional.of(folder.toRealPath());
  }

  private String complaint(Path folder) {
    try {
      return "the folder '"
          + folder
          + "' is not used: "
          + sharing.distrust(folder).orElse("it is another user's");
    } catch (IOException e) {
      return "the folder '" + folder + "' cannot be looked at: " + e;
    }
  }

  private static String user() {
    // Where there are no numbers there is no /dev/shm either, and the temporary folder is the
    // user's.
    return ProcessUser.isKnown() ? Integer.toString(ProcessUser.id()) : USER;
  }

  /**
   * All folders whose contents can be believed, of every place.
   *
   * @param place the folders of which are complained about if they cannot be
   */
  List<Path> believed(Place place) throws IOException {
    if (wanted != null) {
      return Files.isDirectory(wanted) ? List.of(own(place)) : List.of();
    }
    List<Path> all = new ArrayList<>();
    for (Path parent : parents) {
      for (Path folder : list(parent, PREFIX + "*")) {
        Optional<Place> of = placeOf(folder);
        if (of.isPresent() && isBelieved(folder, of.get().equals(place))) {
          all.add(folder.toRealPath());
        }
      }
    }
    return all;
  }

  private boolean isBelieved(Path folder, boolean complain) {
    try {
      Optional<String> why = sharing.distrust(folder);
      if (why.isPresent() && complain) {
        log.warn("no black boxes are read in '" + folder + "': " + why.get(), null);
      }
      return why.isEmpty();
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether it is a folder for black boxes of that place. */
  boolean isFor(Path folder, Place place) {
    return wanted != null || placeOf(folder).equals(Optional.of(place));
  }

  private static Optional<Place> placeOf(Path folder) {
    Matcher matcher = FORM.matcher(folder.getFileName().toString());
    return matcher.matches() ? Optional.of(new Place(matcher.group(1))) : Optional.empty();
  }

  private static List<Path> list(Path parent, String glob) throws IOException {
    List<Path> all = new ArrayList<>();
    if (Files.isReadable(parent)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
        found.forEach(all::add);
      }
    }
    return all;
  }

  /** Removes one of the usual folders, if nothing is in it any more. */
  void leave(Path folder) {
    if (wanted == null) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException inUse) {
        // Boxes of another worker are in it.
      }
    }
  }
}
