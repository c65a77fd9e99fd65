package io.tapes.test;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tapes;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test an empty global registry, and a registry of its own on a manual clock where it
 * has parameters of these types.
 *
 * <p>All series of {@link Tapes#registry} are removed before and after each test; metric sources
 * and listeners stay. An instrument that code keeps in a static field is removed as well, and what
 * it records from then on is discarded: such code is tested with {@link Changes} and without this
 * extension. Tests that use the global registry and run in parallel lock {@link #GLOBAL_REGISTRY}.
 *
 * <p>One instance may serve any number of tests at once.
 */
public final class TapesExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  /** Names the global registry in {@code @ResourceLock}. */
  public static final String GLOBAL_REGISTRY = "io.tapes.Tapes.registry";

  private static final Namespace NAMESPACE = Namespace.create(TapesExtension.class);

  /** Creates the extension, as JUnit does. */
  public TapesExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    Tapes.registry().clear();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Tapes.registry().clear();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Registry.class || type == ManualClock.class;
  }

  @Override
  @SuppressWarnings("deprecation") // JUnit 5 does not have what JUnit 6 has in its place
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Own own =
        Objects.requireNonNull(
            context
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> new Own(), Own.class));
    return parameter.getParameter().getType() == Registry.class ? own.registry : own.clock;
  }

  /** What one test has. */
  private static final class Own {
    private final ManualClock clock = new ManualClock();
    private final Registry registry = Registry.builder().clock(clock).build();
  }
}
