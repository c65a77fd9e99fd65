package io.tapes.distributed.link;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The public keys of the workers that may deliver, in a file or a folder. The I/O thread. */
public final class AllowedKeys {
  /*
   * It is read again when a worker connects, once a second at most: a key that is added or taken
   * away counts from the next connection on, without a restart. What cannot be read then leaves
   * everything as it was, so that an editor's half-written file locks no worker out.
   */
  private static final long AGAIN_NANOS = 1_000_000_000L;

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final Path path;
  private Set<String> keys;
  private long readNanos;

  private AllowedKeys(Path path) {
    this.path = path;
    try {
      keys = read();
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Returns the keys that stand there now.
   *
   * @param path null where every worker is let in
   */
  public static @Nullable AllowedKeys of(@Nullable Path path) {
    return path == null ? null : new AllowedKeys(path);
  }

  public boolean contains(String key, long now) {
    if (now - readNanos >= AGAIN_NANOS) {
      readNanos = now;
      try {
        keys = read();
      } catch (IOException | DirectoryIteratorException e) {
        log.warn("the workers that were allowed before stay so: " + e.getMessage(), e);
      }
    }
    return keys.contains(key);
  }

  private Set<String> read() throws IOException {
    if (!Files.isDirectory(path)) {
      return new HashSet<>(CurveTexts.publicKeys(path));
    }
    Set<String> all = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.pub")) {
      for (Path file : files) {
        all.addAll(CurveTexts.publicKeys(file));
      }
    }
    return all;
  }
}
