package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Within a package, no more than three classes use each other in a circle. */
class CirclesTest {
  private static final int MOST = 3;

  /** A package of each module that is looked at, with all its packages. */
  private static final List<String> MODULES =
      List.of(
          "io.tapes",
          "io.tapes.annotations",
          "io.tapes.cli",
          "io.tapes.distributed",
          "io.tapes.dropwizard",
          "io.tapes.micrometer",
          "io.tapes.opentelemetry",
          "io.tapes.prometheus.client",
          "io.tapes.reporters.format",
          "io.tapes.spectator",
          "io.tapes.test",
          "io.tapes.weaver");

  /** Those that stay, and why. They may get smaller. */
  private static final List<Set<String>> KNOWN =
      List.of(
          // A closed set of shapes: it permits them, and its match names each.
          circle("io.tapes", "MetricValue SumValue LevelValue DistributionValue"),
          // Registry.builder() makes what makes a registry; before the first one, the classes that
          // recording needs are initialised with another. A registry is the source that reporters
          // read, which tells the registry that counts their failures, and it has views.
          circle(
              "io.tapes",
              "Registry RegistryBuilder LocalRegistry RegistryView SnapshotSource ReadingClasses"));

  private static Set<String> circle(String packageName, String names) {
    return Stream.of(names.split(" "))
        .map(name -> packageName + "." + name)
        .collect(Collectors.toSet());
  }

  @Test
  void packages_haveNoLargeCircles() {
    for (String module : MODULES) {
      assertTrue(
          Production.CLASSES.stream().anyMatch(type -> type.getPackageName().equals(module)),
          "no class of " + module + " is found");
    }
    List<Set<String>> large =
        Circles.of(Production.CLASSES).stream()
            .filter(circle -> circle.size() > MOST)
            .filter(circle -> KNOWN.stream().noneMatch(known -> known.containsAll(circle)))
            .toList();
    assertEquals(
        List.of(), large, "more than " + MOST + " classes that use each other in a circle");
  }

  @Test
  void circles_areFoundWhole() {
    assertEquals(
        List.of(Set.of("c", "d"), Set.of("a", "b", "e")),
        Circles.of(
            Map.of(
                "a", Set.of("b"),
                "b", Set.of("c", "e"),
                "c", Set.of("d"),
                "d", Set.of("c"),
                "e", Set.of("a"),
                "f", Set.of("a", "f"))));
  }
}
