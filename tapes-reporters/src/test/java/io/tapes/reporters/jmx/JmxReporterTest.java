package io.tapes.reporters.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JmxReporterTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxReporter reporter = JmxReporter.builder().server(server).domain("shop").build();
  private final Registry registry = Registry.create();

  private Set<ObjectName> names() throws Exception {
    return server.queryNames(new ObjectName("shop:*"), null);
  }

  @Test
  void attributes_areTheFieldsOfTheSeries() throws Exception {
    Snapshot everything = Samples.everything();
    reporter.report(everything);
    ObjectName timer = new ObjectName("shop:type=timer,name=\"my.timer\"");
    for (Map.Entry<String, Number> field :
        everything.series().stream()
            .filter(series -> series.name().equals("my.timer"))
            .findFirst()
            .orElseThrow()
            .fields()
            .entrySet()) {
      assertEquals(field.getValue(), server.getAttribute(timer, field.getKey()));
    }
    assertEquals(
        (1L << 53) + 1,
        server.getAttribute(new ObjectName("shop:type=counter,name=\"jobs.done\""), "value"));
    ObjectName tagged =
        new ObjectName("shop:type=counter,name=\"http.requests\",method=\"GET\",status=\"200\"");
    assertEquals(12L, server.getAttribute(tagged, "value"));
    assertEquals(1, server.getAttributes(tagged, new String[] {"value", "none"}).size());
    assertEquals("long", server.getMBeanInfo(tagged).getAttributes()[0].getType());
    assertThrows(AttributeNotFoundException.class, () -> server.getAttribute(tagged, "none"));
  }

  @Test
  void mbeans_appearAndDisappearWithTheirSeries() throws Exception {
    registry.counter("a").increment();
    reporter.report(registry.snapshot());
    assertEquals(1, names().size());
    registry.counter("a").increment();
    registry.counter("b", Tags.of("type", "x", "name", "y")).increment();
    Snapshot two = registry.snapshot();
    reporter.report(two);
    assertEquals(2, names().size());
    ObjectName a = new ObjectName("shop:type=counter,name=\"a\"");
    assertEquals(2L, server.getAttribute(a, "value"));
    reporter.report(Snapshot.of(1, List.of(two.series().get(1))));
    assertTrue(!server.isRegistered(a));
    assertEquals(1, names().size());
    reporter.close();
    assertEquals(Set.of(), names());
    reporter.close();
    assertThrows(IOException.class, () -> reporter.report(two));
    assertEquals(Set.of(), names());
  }

  @Test
  void anInstrumentOfAnotherType_replacesTheMBean() throws Exception {
    registry.counter("a").increment();
    reporter.report(registry.snapshot());
    Registry other = Registry.create();
    other.gauge("a").set(1.5);
    reporter.report(other.snapshot());
    assertEquals(Set.of(new ObjectName("shop:type=gauge,name=\"a\"")), names());
  }

  @Test
  void aNameThatIsTaken_harmsNoOther_andIsLeftAlone() throws Exception {
    registry.counter("a").increment();
    registry.counter("b").increment();
    JmxReporter first = JmxReporter.builder().server(server).domain("shop").build();
    first.report(Snapshot.of(1, registry.snapshot().series().subList(0, 1)));
    reporter.report(registry.snapshot());
    registry.counter("b").increment();
    reporter.report(registry.snapshot()); // a failure would make the schedule wait with the others
    assertEquals(2, reporter.dropped());
    assertEquals(2, names().size());
    assertEquals(2L, server.getAttribute(new ObjectName("shop:type=counter,name=\"b\""), "value"));
    reporter.close();
    assertEquals(1, names().size());
    first.close();
  }

  @Test
  void keysThatJmxDoesNotTake_areToldApart() throws Exception {
    for (String key : List.of("type", "type_", "name", "name_", "a*", "a?", "a_", "a%2A")) {
      registry.counter("c", Tags.of(key, "v")).increment();
    }
    registry.counter("c", Tags.of("type", "v", "type_", "v")).increment();
    reporter.report(registry.snapshot());
    assertEquals(0, reporter.dropped());
    assertEquals(9, names().size());
    assertTrue(
        names().contains(new ObjectName("shop:type=counter,name=\"c\",type_=\"v\",type__=\"v\"")));
    assertTrue(names().contains(new ObjectName("shop:type=counter,name=\"c\",a%2A=\"v\"")));
  }

  @Test
  void anMBeanThatSomebodyUnregistered_isNoFailure() throws Exception {
    registry.counter("a").increment();
    reporter.report(registry.snapshot());
    server.unregisterMBean(new ObjectName("shop:type=counter,name=\"a\""));
    reporter.report(registry.snapshot());
    reporter.report(Snapshot.of(1, List.of()));
    reporter.close();
  }

  @Test
  void anyNamesAndTags_areShown() throws Exception {
    Snapshot any = Fuzz.snapshot(IntStream.range(0, 1_000).boxed().toList());
    reporter.report(any);
    assertEquals(any.series().size(), names().size());
    Set<String> shown =
        names().stream()
            .map(name -> ObjectName.unquote(name.getKeyProperty("name")))
            .collect(Collectors.toSet());
    assertEquals(any.series().stream().map(Series::name).collect(Collectors.toSet()), shown);
    reporter.close();
    assertEquals(Set.of(), names());
  }

  @Test
  void aBadDomain_isRefused() {
    for (String bad : List.of("", "a:b", "a*", "a\nb")) {
      assertThrows(IllegalArgumentException.class, () -> JmxReporter.builder().domain(bad));
    }
  }
}
