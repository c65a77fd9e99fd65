package io.tapes.annotations.runtime;

import io.tapes.Gauge;
import io.tapes.Registry;
import io.tapes.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One annotation of one method, and how its probes are made. */
final class Point {
  private static final Logger LOG = LoggerFactory.getLogger(Point.class);

  private final Class<?> declaring;
  private final String kind;
  private final String method;
  private final Spec spec;
  private final NameTemplate template;
  private final NameClaims claims;

  /** Whether the annotation makes no sense, so that everything goes to nowhere. */
  private final boolean refused;

  private Point(Class<?> declaring, String kind, String method, String spec, boolean refused) {
    this.declaring = declaring;
    this.kind = kind;
    this.refused = refused;
    int parameters = method.indexOf('(');
    this.method = parameters < 0 ? method : method.substring(0, parameters);
    this.spec = Spec.parse(spec);
    String written = this.spec.template();
    this.template =
        NameTemplate.parse(written == null ? "{declaring}.{method}" + suffix(kind) : written);
    this.claims = new NameClaims(template);
  }

  private static String suffix(String kind) {
    return switch (kind) {
      case "Metered" -> ".rate";
      case "Counted" -> ".count";
      case "ExceptionMetered" -> ".exceptions";
      case "InFlight" -> ".inflight";
      case "Recorded" -> ".values";
      default -> "";
    };
  }

  /** A point of what woven code says; one that records to nowhere if that makes no sense. */
  static Point of(Class<?> declaring, String kind, String method, String spec) {
    try {
      return new Point(declaring, kind, method, spec, false);
    } catch (RuntimeException e) {
      refused(declaring, kind, method, e);
      return new Point(declaring, kind, method, "", true);
    }
  }

  private static void refused(
      Class<?> declaring, String kind, String method, RuntimeException reason) {
    if (Strict.isOn()) {
      throw reason;
    }
    LOG.warn("@{} on {}.{} has no effect: {}", kind, declaring.getName(), method, message(reason));
  }

  private static String message(RuntimeException reason) {
    String message = reason.getMessage();
    return message == null ? reason.toString() : message;
  }

  /** What woven code calls for objects of a class. If the metric is refused, one to nowhere. */
  Object probe(Class<?> concrete) {
    try {
      return probe(registry(), claimed(concrete));
    } catch (RuntimeException e) { // a name in use for another kind, or one that is not valid
      refused(declaring, kind, method, e);
      return probe(Registry.create(), "nowhere");
    }
  }

  /** The gauge of instances of a class. */
  InstanceGauge gauge(Class<?> concrete) {
    try {
      return InstanceGauge.of(registry(), claimed(concrete), spec.tags(), spec.instances());
    } catch (RuntimeException e) {
      refused(declaring, kind, method, e);
      return InstanceGauge.of(Registry.create(), "nowhere", Tags.empty(), "SUM");
    }
  }

  private Registry registry() {
    return refused ? Registry.create() : Registries.bind(declaring);
  }

  private String claimed(Class<?> concrete) {
    String name = template.render(concrete, declaring, method);
    if (template.isByClass()) {
      claims.claim(name, concrete);
    }
    return name;
  }

  private Object probe(Registry registry, String name) {
    Tags tags = spec.tags();
    return switch (kind) {
      case "Timed" -> new TimedProbe(registry.timer(name, tags), registry.clock());
      case "Metered" -> new MeteredProbe(registry.meter(name, tags));
      case "Counted" -> new CountedProbe(registry.counter(name, tags));
      case "ExceptionMetered" -> new ExceptionMeteredProbe(registry.meter(name, tags), cause());
      case "InFlight" -> inFlight(registry.gauge(name, tags));
      case "Recorded" -> new RecordedProbe(registry.histogram(name, tags));
      default -> throw new IllegalArgumentException("unknown kind of metric '" + kind + "'");
    };
  }

  /** Shows zero calls under way before the first call. */
  private static InFlightProbe inFlight(Gauge gauge) {
    gauge.add(0);
    return new InFlightProbe(gauge);
  }

  private Class<? extends Throwable> cause() {
    String cause = spec.cause();
    if (cause == null) {
      return Throwable.class;
    }
    try {
      return Class.forName(cause, false, declaring.getClassLoader()).asSubclass(Throwable.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "the cause '" + cause + "' is not on the class path; add it, or name another", e);
    }
  }
}
