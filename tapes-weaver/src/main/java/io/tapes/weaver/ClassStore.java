package io.tapes.weaver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder or jar of class files. */
interface ClassStore extends Closeable {

  /** The names of all class files, with slashes, sorted. */
  List<String> classFiles() throws IOException;

  /** The content of a file, or null if there is none. */
  byte @Nullable [] read(String name) throws IOException;

  /** Replaces files and adds new ones. */
  void replace(Map<String, byte[]> files) throws IOException;

  static ClassStore open(Path path) throws IOException {
    return Files.isDirectory(path) ? new FolderStore(path) : new JarStore(path);
  }
}
