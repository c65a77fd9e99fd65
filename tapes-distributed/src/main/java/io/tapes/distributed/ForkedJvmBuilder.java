package io.tapes.distributed;

import io.tapes.distributed.fork.ForkedProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Settings of a JVM to be started. One thread at a time may use a builder. */
public final class ForkedJvmBuilder {
  private final Class<?> main;
  private final List<String> args = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  String name;
  OutputStream output = System.out;
  OutputStream errors = System.err;
  Duration closeTimeout = Duration.ofSeconds(10);
  private String classPath = System.getProperty("java.class.path", "");

  ForkedJvmBuilder(Class<?> main) {
    try {
      Method method = main.getMethod("main", String[].class);
      if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != void.class) {
        throw new NoSuchMethodException();
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          main.getName() + " cannot be started; give it a public static void main(String[])", e);
    }
    this.main = main;
    this.name = main.getSimpleName();
  }

  /**
   * Adds arguments of the main method.
   *
   * @param more handed over as they are, whatever characters they have
   * @return this builder
   */
  public ForkedJvmBuilder args(String... more) {
    args.addAll(List.of(more));
    return this;
  }

  /**
   * Adds options of the JVM, after those that it takes over from this one: system properties of the
   * command line ({@code -D}, but not those of remote JMX), {@code --add-opens} and its kin, {@code
   * --enable-native-access}, {@code --enable-preview} and assertions. Sizes, collectors, agents and
   * the like are not taken over: they are meant for one process, or need a port each.
   *
   * @param more such as {@code -Xmx128m}
   * @return this builder
   */
  public ForkedJvmBuilder jvmOptions(String... more) {
    jvmOptions.addAll(List.of(more));
    return this;
  }

  /**
   * Names it in messages and thread names.
   *
   * @param newName the simple name of the main class by default
   * @return this builder
   */
  public ForkedJvmBuilder name(String newName) {
    name = newName;
    return this;
  }

  /**
   * Sets where its standard output goes, line by line.
   *
   * @param target this process's standard output by default; it is flushed, and not closed
   * @return this builder
   */
  public ForkedJvmBuilder output(OutputStream target) {
    output = target;
    return this;
  }

  /**
   * Sets where its standard error goes, line by line.
   *
   * @param target this process's standard error by default; it is flushed, and not closed
   * @return this builder
   */
  public ForkedJvmBuilder errors(OutputStream target) {
    errors = target;
    return this;
  }

  /**
   * Limits how long {@link ForkedJvm#close} waits for an end in good order.
   *
   * @param newTimeout zero or more; 10 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public ForkedJvmBuilder closeTimeout(Duration newTimeout) {
    if (newTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "close time-out " + newTimeout + " is negative; use zero to end by force at once");
    }
    closeTimeout = newTimeout;
    return this;
  }

  ForkedJvmBuilder classPath(String newClassPath) {
    classPath = newClassPath;
    return this;
  }

  ForkedProgram program() {
    return new ForkedProgram(main, List.copyOf(args), List.copyOf(jvmOptions), classPath);
  }

  /**
   * Starts it.
   *
   * @return the running JVM
   * @throws IOException if the operating system starts no further process
   */
  public ForkedJvm start() throws IOException {
    return ForkedJvm.start(this);
  }
}
