package io.tapes.support;

import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** Calls the hooks, once. Any thread. */
public final class StartupHooks {
  private static final AtomicBoolean CALLED = new AtomicBoolean();

  private StartupHooks() {}

  /** Calls those that are found, the first time. */
  public static void callOnce() {
    if (CALLED.get() || !CALLED.compareAndSet(false, true)) {
      return;
    }
    try {
      for (StartupHook hook :
          ServiceLoader.load(StartupHook.class, StartupHook.class.getClassLoader())) {
        hook.firstRegistry();
      }
    } catch (Throwable e) { // a hook that is broken must not keep an application from starting
      LoggerFactory.getLogger(StartupHook.class)
          .warn("a start-up hook failed: {}", LogLimiter.describe(e));
    }
  }
}
