package io.tapes.annotations.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.annotations.Timed;
import io.tapes.support.StartupHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwovenClassesTest {
  static class Plain {
    @Timed
    void get() {}
  }

  @Woven(1)
  static class Marked {
    @Timed
    void get() {}
  }

  private static final String LIST =
      Plain.class.getName() + "\n" + Marked.class.getName() + "\nno.longer.There\n";

  private static byte[] file(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static List<String> find(Path root) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      return UnwovenClasses.find(loader);
    }
  }

  @Test
  void folder_namesTheClassWithoutMarker(@TempDir Path root) throws IOException {
    for (Class<?> type : List.of(Plain.class, Marked.class)) {
      Files.createDirectories(root.resolve(path(type)).getParent());
      Files.write(root.resolve(path(type)), file(type));
    }
    Files.createDirectories(root.resolve(UnwovenClasses.LIST).getParent());
    Files.writeString(root.resolve(UnwovenClasses.LIST), LIST);

    assertEquals(List.of(Plain.class.getName()), find(root));
  }

  @Test
  void jar_namesTheClassWithoutMarker(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Class<?> type : List.of(Plain.class, Marked.class)) {
        zip.putNextEntry(new ZipEntry(path(type)));
        zip.write(file(type));
      }
      zip.putNextEntry(new ZipEntry(UnwovenClasses.LIST));
      zip.write(LIST.getBytes(StandardCharsets.UTF_8));
    }

    assertEquals(List.of(Plain.class.getName()), find(jar));
  }

  @Test
  void sentence_saysWhatToDo() {
    String sentence = UnwovenClasses.sentence(List.of("a.B", "a.C"));
    assertTrue(sentence.contains("a.B, a.C") && sentence.contains("-javaagent"), sentence);
  }

  @Test
  void firstRegistry_asksIt() {
    assertTrue(
        ServiceLoader.load(StartupHook.class).stream()
            .anyMatch(hook -> hook.type() == UnwovenClasses.class));
  }
}
