package io.tapes.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tapes.MetricValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who reads a value handles every shape: a shape that is added breaks the build where it is not.
 */
class ShapesTest {
  private static final Set<String> SHAPES =
      Arrays.stream(MetricValue.class.getPermittedSubclasses())
          .map(Class::getName)
          .collect(Collectors.toSet());

  private static final ArchCondition<JavaClass> ASK_FOR_NO_SHAPE =
      new ArchCondition<>("ask by instanceof for no shape of a value, but match") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          for (InstanceofCheck check : type.getInstanceofChecks()) {
            if (SHAPES.contains(check.getRawType().getName())) {
              events.add(
                  SimpleConditionEvent.violated(type, check.getSourceCodeLocation().toString()));
            }
          }
        }
      };

  @Test
  void onlyTheShapes_askForAShape() {
    assertFalse(SHAPES.isEmpty(), "there are no shapes: the rule is void");
    assertFalse(
        Production.CLASSES.get("io.tapes.SumValue").getInstanceofChecks().isEmpty(),
        "instanceof is not seen in bytecode: the rule is void");
    classes()
        .that()
        .doNotBelongToAnyOf(MetricValue.class.getPermittedSubclasses())
        .should(ASK_FOR_NO_SHAPE)
        .check(Production.CLASSES);
  }

  /** In bytecode every generic call casts, so this one reads the sources. */
  @Test
  void nobody_castsToAShape() throws IOException {
    String names =
        SHAPES.stream()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.joining("|"));
    Pattern cast = Pattern.compile("\\((" + names + ")\\) *[\\w(]");
    List<String> casts = new ArrayList<>();
    int read = 0;
    for (Path source : sources()) {
      read++;
      if (cast.matcher(Files.readString(source)).find()) {
        casts.add(source.toString());
      }
    }
    assertFalse(read < 300, read + " sources were found: the rule is void");
    assertEquals(List.of(), casts, "use match, visit, or asSum and the like");
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.map(m -> m.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
          }
        }
      }
    }
    return found;
  }
}
