package io.tapes.annotations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Timer;
import java.util.List;
import java.util.TimerTask;
import org.junit.jupiter.api.Test;

/** The two examples of the ancestor's documentation, with the names that it gives. */
class AncestorExamplesTest {
  private static final Registry REGISTRY = Registry.create();

  /** Example one: a latency and an error rate for every endpoint. */
  abstract static class MyCommonBaseHandler {
    private static final PerClass<Endpoint> ENDPOINT = PerClass.of(REGISTRY, Endpoint.class);

    private final Endpoint endpoint = ENDPOINT.of(this);

    record Endpoint(
        @ClassMetric("my.http.endpoints.{}.latency") Timer latency,
        @ClassMetric("my.http.endpoints.{}.error_rate") Meter errorRate) {}

    final String get() {
      try {
        return endpoint.latency().time(this::getImpl);
      } catch (IllegalStateException e) {
        endpoint.errorRate().mark();
        throw e;
      }
    }

    abstract String getImpl();
  }

  static class MyImplHandler extends MyCommonBaseHandler {
    @Override
    String getImpl() {
      return "something";
    }
  }

  static class MyOtherImplHandler extends MyCommonBaseHandler {
    @Override
    String getImpl() {
      throw new IllegalStateException("more of something");
    }
  }

  @Test
  void subclasses_haveTheirOwnMetrics_andTheAbstractBaseHasNone() {
    MyCommonBaseHandler fine = new MyImplHandler();
    MyCommonBaseHandler failing = new MyOtherImplHandler();

    fine.get();
    fine.get();
    assertThrows(IllegalStateException.class, failing::get);

    var snapshot = REGISTRY.snapshot();
    assertEquals(
        List.of(
            "my.http.endpoints.MyImplHandler.error_rate",
            "my.http.endpoints.MyImplHandler.latency",
            "my.http.endpoints.MyOtherImplHandler.error_rate",
            "my.http.endpoints.MyOtherImplHandler.latency"),
        names(REGISTRY));
    assertEquals(2, snapshot.number("my.http.endpoints.MyImplHandler.latency.count"));
    assertEquals(0, snapshot.number("my.http.endpoints.MyImplHandler.error_rate.count"));
    assertEquals(1, snapshot.number("my.http.endpoints.MyOtherImplHandler.latency.count"));
    assertEquals(1, snapshot.number("my.http.endpoints.MyOtherImplHandler.error_rate.count"));
  }

  /** Example two: one timer, used in a method of the base class, which has another base. */
  abstract static class TimedHandler extends TimerTask {
    static final Registry OWN = Registry.create();
    static final PerClass<Timer> LATENCY = PerClass.timer(OWN, "my.http.endpoints.{}.latency");

    @Override
    public void run() {
      LATENCY.of(this).time(this::answer);
    }

    abstract void answer();
  }

  static class StuffHandler extends TimedHandler {
    @Override
    void answer() {}
  }

  static class OtherStuffHandler extends TimedHandler {
    @Override
    void answer() {}
  }

  @Test
  void baseMethod_timesEachConcreteClass_underAnyBase() {
    TimedHandler.LATENCY.prime(OtherStuffHandler.class);
    new StuffHandler().run();

    assertEquals(
        List.of(
            "my.http.endpoints.OtherStuffHandler.latency",
            "my.http.endpoints.StuffHandler.latency"),
        names(TimedHandler.OWN));
    var snapshot = TimedHandler.OWN.snapshot();
    assertEquals(1, snapshot.number("my.http.endpoints.StuffHandler.latency.count"));
    assertEquals(0, snapshot.number("my.http.endpoints.OtherStuffHandler.latency.count"));
  }

  private static List<String> names(Registry registry) {
    return registry.snapshot().series().stream().map(each -> each.name()).toList();
  }
}
