package io.tapes.weaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class files of a build's output folder. */
final class FolderStore implements ClassStore {
  private final Path folder;

  FolderStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public void close() {}

  @Override
  public List<String> classFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class") && Files.isRegularFile(file))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Override
  public byte @Nullable [] read(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  @Override
  public void replace(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, out -> out.write(each.getValue()));
    }
  }
}
