package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What users see of each module is a list in a file, so that nothing becomes public unnoticed. */
class PublicTypesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/public-types.txt");

  /** A module's classes come from its folder during {@code mvn test}, from its jar afterwards. */
  private static final Pattern MODULE =
      Pattern.compile(
          ".*/(tapes-[a-z]+(?:-[a-z]+)*)(?:/target/(?:[^/]+/)?classes/|-[0-9][^/]*\\.jar!/).*");

  @Test
  void publicTypes_areThoseOfTheGoldenFile() throws IOException {
    Set<String> actual = publicTypes();
    assertFalse(actual.isEmpty(), "No public class of io.tapes is on the class path.");
    if (Boolean.getBoolean("tapes.golden.update")) {
      Files.write(GOLDEN, actual);
    }
    List<String> expected = Files.readAllLines(GOLDEN);
    Set<String> appeared = new TreeSet<>(actual);
    expected.forEach(appeared::remove);
    Set<String> vanished = new TreeSet<>(expected);
    vanished.removeAll(actual);
    assertEquals(
        String.join("\n", expected),
        String.join("\n", actual),
        () ->
            ("The public types differ from tapes-cli/%s: new %s, gone %s. Make the new ones"
                    + " package-private, or run this test with -Dtapes.golden.update=true and"
                    + " commit the file.")
                .formatted(GOLDEN, appeared, vanished));
  }

  private static Set<String> publicTypes() {
    Set<String> types = new TreeSet<>();
    Production.CLASSES.stream()
        .filter(type -> type.isTopLevelClass())
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(Internals.INTERNAL.negate())
        .forEach(type -> types.add(module(type) + " " + type.getName()));
    return types;
  }

  private static String module(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    Matcher matcher = MODULE.matcher(uri);
    if (!matcher.matches()) {
      throw new AssertionError("'" + uri + "' is in no module's folder or jar.");
    }
    return matcher.group(1);
  }
}
