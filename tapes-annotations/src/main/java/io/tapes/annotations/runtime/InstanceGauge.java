package io.tapes.annotations.runtime;

import io.tapes.Aggregation;
import io.tapes.OptionalGaugeSupplier;
import io.tapes.Registry;
import io.tapes.Tags;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A gauge that reads all living instances. Any thread; holds no instance. */
final class InstanceGauge implements OptionalGaugeSupplier {
  /** What was made, so that all constructors of a class, and all classes of a name, share it. */
  private static final Map<Registry, Map<Key, InstanceGauge>> MADE = new WeakHashMap<>();

  private final String instances;
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final Set<Member> members = new LinkedHashSet<>();

  private InstanceGauge(String instances) {
    this.instances = instances;
  }

  /** The gauge of a name and tags. */
  static InstanceGauge of(Registry registry, String name, Tags tags, String instances) {
    synchronized (MADE) {
      Map<Key, InstanceGauge> ofRegistry =
          MADE.computeIfAbsent(registry, key -> new ConcurrentHashMap<>());
      Key key = new Key(name, tags);
      InstanceGauge known = ofRegistry.get(key);
      if (known == null) {
        known = new InstanceGauge(instances);
        registry.gauge(name, tags, aggregation(instances), known);
        ofRegistry.put(key, known);
      } else if (!known.instances.equals(instances)) {
        throw new IllegalArgumentException(
            "gauge '%s' combines its instances by %s and cannot by %s as well; choose one of them"
                .formatted(name, known.instances, instances));
      }
      return known;
    }
  }

  /** Over processes. A mean of means would weigh an instance by the company it keeps. */
  private static Aggregation aggregation(String instances) {
    return switch (instances) {
      case "MAX" -> Aggregation.LIVE_MAX;
      case "MIN" -> Aggregation.LIVE_MIN;
      case "MEAN" -> Aggregation.LIVE_ALL;
      case "LAST" -> Aggregation.LIVE_MOST_RECENT;
      default -> Aggregation.LIVE_SUM;
    };
  }

  /**
   * Adds an instance, once however often it is added.
   *
   * @param maker the thread whose constructors must have ended before it is read; null if none must
   */
  synchronized void add(Object instance, MethodHandle getter, @Nullable Thread maker) {
    removeGone();
    members.add(new Member(instance, gone, new WeakReference<>(getter), maker));
  }

  private void removeGone() {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      members.remove(each);
    }
  }

  private synchronized List<Member> members() {
    removeGone();
    return new ArrayList<>(members);
  }

  /** Not a number when no instance lives: the gauge is left out. */
  @Override
  public double getAsDouble() {
    double result = Double.NaN;
    int count = 0;
    RuntimeException failure = null;
    // Outside the lock: a getter may make instances, or wait for a thread that does.
    Constructions constructions = new Constructions();
    for (Member member : members()) {
      try {
        Number value = member.read(constructions);
        if (value != null && !Double.isNaN(value.doubleValue())) {
          result = count++ == 0 ? value.doubleValue() : combine(result, value.doubleValue());
        }
      } catch (RuntimeException e) { // the other instances still count
        failure = e;
      }
    }
    if (count == 0 && failure != null) {
      throw failure;
    }
    return instances.equals("MEAN") ? result / count : result;
  }

  private double combine(double all, double next) {
    return switch (instances) {
      case "MAX" -> Math.max(all, next);
      case "MIN" -> Math.min(all, next);
      case "LAST" -> next;
      default -> all + next;
    };
  }

  private record Key(String name, Tags tags) {}

  /** An instance by identity, however it defines equality; equal to itself when it is gone. */
  private static final class Member extends WeakReference<Object> {
    private final int hash;
    private final WeakReference<MethodHandle> getter;

    /** Who makes the instance; null once it is made. A thread that ended makes nothing more. */
    private volatile @Nullable WeakReference<Thread> maker;

    Member(
        Object instance,
        ReferenceQueue<Object> gone,
        WeakReference<MethodHandle> getter,
        @Nullable Thread maker) {
      super(instance, gone);
      this.hash = System.identityHashCode(instance);
      this.getter = getter;
      this.maker = maker == null ? null : new WeakReference<>(maker);
    }

    private boolean isComplete(Object instance, Constructions constructions) {
      WeakReference<Thread> known = maker;
      Thread making = known == null ? null : known.get();
      if (making != null && constructions.areRunning(instance.getClass(), making)) {
        return false;
      }
      maker = null;
      return true;
    }

    @Nullable Number read(Constructions constructions) {
      Object instance = get();
      MethodHandle handle = getter.get();
      if (instance == null || handle == null || !isComplete(instance, constructions)) {
        return null;
      }
      try {
        return (Number) (Object) handle.invokeExact(instance);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) { // checked: the gauge's method declares it
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object instance = get();
      return other instanceof Member that && instance != null && that.get() == instance;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
