package io.tapes.annotations.runtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which constructors were running when it was asked; for one reading by one thread. */
final class Constructions {
  /*
   * An object is announced by the constructor of the class that has the gauge. One of the same
   * class that called it by this(…), and those of subclasses, go on after that, and nothing says
   * when they are done, as they may not be woven. But while they run they are on the stack of the
   * thread that makes the object. So the first reading after an object was announced looks there,
   * once for all new objects of the thread. It may find the constructor of another object of the
   * class and leave this one to the next reading, never the other way round.
   */
  private final Map<Thread, Set<String>> byThread = new HashMap<>();

  /** Whether a thread may still be constructing an object of a class. */
  boolean areRunning(Class<?> type, Thread thread) {
    Set<String> running = byThread.computeIfAbsent(thread, Constructions::running);
    if (running.isEmpty()) {
      return false;
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (running.contains(each.getName())) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> running(Thread thread) {
    Set<String> names = new HashSet<>();
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("<init>")) {
        names.add(frame.getClassName());
      }
    }
    return names;
  }
}
