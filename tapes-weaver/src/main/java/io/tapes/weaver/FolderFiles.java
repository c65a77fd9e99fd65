package io.tapes.weaver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The class files of folders and jars, the first that has one wins. */
final class FolderFiles implements ClassFiles, AutoCloseable {
  private final List<Path> roots = new ArrayList<>();
  private final List<FileSystem> jars = new ArrayList<>();

  void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      roots.add(path);
    } else if (Files.isRegularFile(path)) {
      FileSystem jar = FileSystems.newFileSystem(path);
      jars.add(jar);
      roots.add(jar.getPath("/"));
    }
  }

  @Override
  public byte @Nullable [] find(String internalName) {
    for (Path root : roots) {
      Path file = root.resolve(internalName + ".class");
      if (Files.isRegularFile(file)) {
        try {
          return Files.readAllBytes(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    for (FileSystem jar : jars) {
      jar.close();
    }
  }
}
