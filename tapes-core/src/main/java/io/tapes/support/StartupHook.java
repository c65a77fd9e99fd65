package io.tapes.support;

/**
 * Called when the first registry of the JVM is made. Libraries beside this one use it to look
 * whether they are set up as they should be; found by {@link java.util.ServiceLoader}.
 */
@FunctionalInterface
public interface StartupHook {
  /** Called once, by the thread that makes the first registry: it must be quick and not use one. */
  void firstRegistry();
}
