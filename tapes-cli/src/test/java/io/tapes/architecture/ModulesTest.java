package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import io.tapes.Registry;
import io.tapes.annotations.Timed;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the module descriptors export is what the classes need. */
class ModulesTest {

  @Test
  void core_exportsToUsersWhatIsTheirs() throws IOException {
    Set<String> users = packages(Registry.class);
    users.removeAll(Internals.USERS.keySet());
    assertEquals(users, exportedToAll(Registry.class));
  }

  @Test
  void annotations_exportAllPackages() throws IOException {
    assertEquals(packages(Timed.class), exportedToAll(Timed.class));
  }

  @Test
  void core_exportsToSistersWhatTheyUse() throws IOException {
    ModuleDescriptor core = descriptor(Registry.class);
    Set<String> inside = packages(Registry.class);
    Set<String> missing = new TreeSet<>();
    for (JavaClass type : Production.CLASSES) {
      String user = type.getPackageName();
      for (String name : UsedNames.of(type)) {
        String used = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (!inside.contains(user) && inside.contains(used) && !isExported(core, used, user)) {
          missing.add(user + " uses " + used);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** Whether a package may be used in another one, whose module is named as its first package. */
  private static boolean isExported(ModuleDescriptor from, String used, String user) {
    return from.exports().stream()
        .filter(exports -> exports.source().equals(used))
        .anyMatch(
            exports ->
                !exports.isQualified()
                    || exports.targets().stream()
                        .anyMatch(to -> (user + ".").startsWith(to + ".")));
  }

  private static Set<String> exportedToAll(Class<?> type) throws IOException {
    return descriptor(type).exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(Exports::source)
        .collect(Collectors.toSet());
  }

  /** Those of the folder or jar in which a class is. */
  private static Set<String> packages(Class<?> type) {
    String root = root(type);
    return Production.CLASSES.stream()
        .filter(other -> place(other).startsWith(root))
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ModuleDescriptor descriptor(Class<?> type) throws IOException {
    try (InputStream in = URI.create(root(type) + "module-info.class").toURL().openStream()) {
      return ModuleDescriptor.read(in);
    }
  }

  private static String root(Class<?> type) {
    String place = place(Production.CLASSES.get(type));
    return place.substring(0, place.length() - (type.getName() + ".class").length());
  }

  private static String place(JavaClass type) {
    return type.getSource().orElseThrow().getUri().toString();
  }
}
