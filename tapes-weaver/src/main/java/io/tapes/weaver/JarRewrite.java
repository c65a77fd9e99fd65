package io.tapes.weaver;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Replaces entries of a jar. Everything else stays: the order, the times, what is stored
 * uncompressed. The jar is replaced at once, or not at all.
 */
final class JarRewrite {
  private JarRewrite() {}

  /**
   * Rewrites a jar.
   *
   * @param jar the file
   * @param entries the new contents by name; a name that the jar does not have is added at the end
   * @throws IOException if it cannot be read or replaced
   */
  static void replace(Path jar, Map<String, byte[]> entries) throws IOException {
    Path folder = jar.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, jar.getFileName() + ".", ".tmp");
    try {
      try (ZipFile from = new ZipFile(jar.toFile());
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(next));
          ZipOutputStream to = new ZipOutputStream(out)) {
        if (from.getComment() != null) {
          to.setComment(from.getComment());
        }
        copy(from, to, new TreeMap<>(entries));
      }
      if (Files.getFileStore(jar).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(jar));
      }
      move(next, jar);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static void copy(ZipFile from, ZipOutputStream to, Map<String, byte[]> replaced)
      throws IOException {
    for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      byte[] content = replaced.remove(entry.getName());
      if (content == null) {
        try (InputStream in = from.getInputStream(entry)) {
          content = in.readAllBytes();
        }
      }
      add(to, entry, content);
    }
    for (Map.Entry<String, byte[]> more : replaced.entrySet()) {
      ZipEntry entry = new ZipEntry(more.getKey());
      entry.setTime(newestTime(from));
      entry.setMethod(ZipEntry.DEFLATED);
      add(to, entry, more.getValue());
    }
  }

  /** So that the same jar woven twice is equal byte for byte. */
  private static long newestTime(ZipFile from) {
    return from.stream().mapToLong(ZipEntry::getTime).max().orElse(0);
  }

  private static void add(ZipOutputStream to, ZipEntry like, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(like);
    entry.setCompressedSize(-1);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    to.putNextEntry(entry);
    to.write(content);
    to.closeEntry();
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
