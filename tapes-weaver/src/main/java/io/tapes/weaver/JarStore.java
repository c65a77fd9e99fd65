package io.tapes.weaver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The class files of a jar. What is not replaced stays as it is: the order of the entries, their
 * times, and which are stored uncompressed.
 */
final class JarStore implements ClassStore {
  private final Path jar;
  private final ZipFile zip;

  JarStore(Path jar) throws IOException {
    this.jar = jar;
    zip = new ZipFile(jar.toFile());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  @Override
  public List<String> classFiles() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(".class"))
        .sorted()
        .toList();
  }

  @Override
  public byte @Nullable [] read(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    return entry == null ? null : content(entry);
  }

  @Override
  public void replace(Map<String, byte[]> files) throws IOException {
    if (zip.stream().anyMatch(JarStore::isSignature)) {
      throw new IOException(
          "'" + jar + "' is signed, and weaving would break the signature; weave before signing");
    }
    AtomicFile.write(jar, out -> copy(out, new TreeMap<>(files)));
  }

  private void copy(OutputStream out, Map<String, byte[]> replaced) throws IOException {
    ZipOutputStream to = new ZipOutputStream(out);
    if (zip.getComment() != null) {
      to.setComment(zip.getComment());
    }
    long newest = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      newest = Math.max(newest, entry.getTime());
      byte[] content = replaced.remove(entry.getName());
      add(to, new ZipEntry(entry), content == null ? content(entry) : content);
    }
    for (Map.Entry<String, byte[]> more : replaced.entrySet()) {
      ZipEntry entry = new ZipEntry(more.getKey());
      entry.setTime(newest); // not now: the same jar woven twice is equal byte for byte
      add(to, entry, more.getValue());
    }
    to.finish();
  }

  private static void add(ZipOutputStream to, ZipEntry entry, byte[] content) throws IOException {
    entry.setCompressedSize(-1);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    to.putNextEntry(entry);
    to.write(content);
    to.closeEntry();
  }

  private byte[] content(ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static boolean isSignature(ZipEntry entry) {
    String name = entry.getName().toUpperCase(Locale.ROOT);
    return name.startsWith("META-INF/")
        && name.indexOf('/', "META-INF/".length()) < 0
        && name.endsWith(".SF");
  }
}
