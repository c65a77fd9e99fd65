package io.tapes.weaver;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves classes while they are loaded: {@code -javaagent:tapes-weaver.jar}, or {@code
 * Launcher-Agent-Class: io.tapes.weaver.Agent} in the manifest of an application's jar.
 *
 * <p>A class that cannot be woven runs as it is, and standard error says so; with the argument
 * {@code strict} using it is an error. The JVM calls it.
 */
public final class Agent {
  private Agent() {}

  /**
   * Called before the main method of the application.
   *
   * @param argument nothing, or {@code strict}
   * @param instrumentation from the JVM
   */
  public static void premain(String argument, Instrumentation instrumentation) {
    start(argument, instrumentation);
  }

  /**
   * Called by the launcher of a jar whose manifest names this class, or in a running JVM.
   *
   * @param argument nothing, or {@code strict}
   * @param instrumentation from the JVM
   */
  public static void agentmain(String argument, Instrumentation instrumentation) {
    start(argument, instrumentation);
  }

  private static void start(String argument, Instrumentation instrumentation) {
    System.setProperty(Names.AGENT_PROPERTY, Integer.toString(Names.VERSION));
    boolean strict = "strict".equals(argument);
    if (!strict && argument != null && !argument.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + argument + "' is no argument of the agent; use 'strict' or none");
    }
    LoadTimeWeaver weaver = new LoadTimeWeaver(instrumentation, strict);
    boolean again = instrumentation.isRetransformClassesSupported();
    instrumentation.addTransformer(weaver, again);
    if (again) {
      weaveLoaded(instrumentation, weaver);
    }
  }

  /** What was loaded before the agent came. */
  private static void weaveLoaded(Instrumentation instrumentation, LoadTimeWeaver weaver) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (weaver.concerns(type) && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError e) {
        weaver.say(type.getName() + " was loaded before the agent and cannot be woven: " + e);
      }
    }
  }
}
