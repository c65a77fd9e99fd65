package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What it costs to add and remove a name, in nodes that are looked at. */
class NameTreeTest {
  /** Counts each node that somebody looks at; walking over all of them counts all. */
  private static final class Watched extends HashMap<String, Set<String>> {
    private static final long serialVersionUID = 1;
    private int visits;

    @Override
    public Set<String> get(Object node) {
      visits++;
      return super.get(node);
    }

    @Override
    public Set<String> computeIfAbsent(
        String node, Function<? super String, ? extends Set<String>> made) {
      visits++;
      return super.computeIfAbsent(node, made);
    }

    @Override
    public Set<String> computeIfPresent(
        String node, BiFunction<? super String, ? super Set<String>, ? extends Set<String>> next) {
      visits++;
      return super.computeIfPresent(node, next);
    }

    @Override
    public Collection<Set<String>> values() {
      visits += size();
      return super.values();
    }

    @Override
    public Set<Map.Entry<String, Set<String>>> entrySet() {
      visits += size();
      return super.entrySet();
    }

    @Override
    public Set<String> keySet() {
      visits += size();
      return super.keySet();
    }
  }

  private final Watched nodes = new Watched();
  private final Set<String> names = new HashSet<>();
  private final NameTree tree =
      new NameTree(name -> names.contains(name) ? MetricKind.COUNTER : null, nodes);

  private void add(String name) {
    tree.check(name, MetricKind.COUNTER);
    tree.add(name);
    names.add(name);
  }

  private int visitsOfRemoving(String name) {
    nodes.visits = 0;
    tree.remove(name);
    names.remove(name);
    return nodes.visits;
  }

  @Test
  void adding_andRemoving_visitOnlyTheNamesOwnNodes_howeverManyNamesThereAre() {
    for (int i = 0; i < 50_000; i++) {
      nodes.visits = 0;
      add("service.method" + i + ".count");
      // The field of the counter itself, which must not be in use below it, and its own node.
      assertEquals(2, nodes.visits);
    }
    for (int i = 0; i < 50_000; i++) {
      assertEquals(1, visitsOfRemoving("service.method" + i + ".count"));
    }
    assertTrue(nodes.isEmpty(), "nodes of names that are gone");
  }

  @Test
  void aNameWithSeveralFieldNames_visitsOneNodeForEach() {
    add("a.count.b.max.c");
    assertEquals(Set.of("a.count", "a.count.b.max"), nodes.keySet());
    assertEquals(2, visitsOfRemoving("a.count.b.max.c"));
    assertTrue(nodes.isEmpty(), "nodes of names that are gone");
  }

  @Test
  void aNodeStays_whileAnotherNameIsBelowIt() {
    add("a.value.x");
    add("a.value.y");
    tree.remove("a.value.x");
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> tree.check("a", MetricKind.COUNTER));
    assertTrue(thrown.getMessage().contains("'a.value.y'"), thrown.getMessage());
    tree.remove("a.value.y");
    tree.check("a", MetricKind.COUNTER);
  }
}
