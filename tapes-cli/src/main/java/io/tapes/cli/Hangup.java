package io.tapes.cli;

import java.lang.reflect.Proxy;

/** SIGHUP as a request to read the configuration again, as daemons take it. */
final class Hangup {
  private Hangup() {}

  /**
   * Runs something at each SIGHUP, which then does not end the process.
   *
   * @return whether this system has such signals
   */
  static boolean handle(Runnable action) {
    try {
      // By reflection: every JDK has it, and its compiler warns of it in a way that is not switched
      // off.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false; // Windows
    }
  }
}
