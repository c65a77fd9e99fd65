package io.tapes.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The class files in the image of the running JDK, in the order of their paths, which is the same
 * in every process of that JDK.
 */
final class ClassFiles {
  private static final Path MODULES =
      FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");

  private ClassFiles() {}

  /** One class file. */
  record ClassFile(String module, Path path) {}

  /** The folders of the named modules, of all where none is named. */
  static List<Path> moduleFolders(Set<String> modules) throws IOException {
    if (modules.isEmpty()) {
      try (Stream<Path> folders = Files.list(MODULES)) {
        return folders.sorted(Comparator.comparing(Path::toString)).toList();
      }
    }
    List<Path> folders = new ArrayList<>();
    for (String module : modules.stream().sorted().toList()) {
      Path folder = MODULES.resolve(module);
      if (module.isEmpty() || !Files.isDirectory(folder)) {
        throw UserError.usage(
            "this JDK has no module '" + module + "'; 'java --list-modules' shows those it has");
      }
      folders.add(folder);
    }
    return folders;
  }

  /** The files of one worker: every file is in the share of exactly one. */
  static List<ClassFile> share(Set<String> modules, int worker, int workers) throws IOException {
    List<ClassFile> all = list(modules);
    List<ClassFile> share = new ArrayList<>();
    for (int i = worker; i < all.size(); i += workers) {
      share.add(all.get(i));
    }
    return share;
  }

  static List<ClassFile> list(Set<String> modules) throws IOException {
    List<ClassFile> files = new ArrayList<>();
    for (Path folder : moduleFolders(modules)) {
      String module = folder.getFileName().toString();
      try (Stream<Path> tree = Files.walk(folder)) {
        tree.filter(ClassFiles::isClassFile)
            .sorted(Comparator.comparing(Path::toString))
            .forEach(path -> files.add(new ClassFile(module, path)));
      }
    }
    return files;
  }

  static boolean isClassFile(Path path) {
    return path.toString().endsWith(".class") && Files.isRegularFile(path);
  }
}
