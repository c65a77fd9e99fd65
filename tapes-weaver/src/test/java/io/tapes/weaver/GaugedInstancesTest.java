package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.Registry;
import io.tapes.annotations.AnnotationRegistries;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which objects of a woven class a gauge reads, and from when on. */
class GaugedInstancesTest {
  private static final String BEAN =
      """
      import io.tapes.annotations.*;

      @jakarta.enterprise.context.%2$s
      public class %1$s {
        @Gauged("beans.depth")
        public int depth() {
          return 4;
        }
      }
      """;
  private static final String GROWING =
      """
      import io.tapes.annotations.*;

      public class Growing implements Cloneable, java.io.Serializable {
        public int size;

        public Growing(int size) {
          this.size = size;
        }

        public Growing(Runnable meanwhile) {
          this(1);
          meanwhile.run();
          size = 10;
        }

        @Gauged("growing.size")
        public int size() {
          return size;
        }

        public Object copy() throws CloneNotSupportedException {
          return clone();
        }

        public static class Child extends Growing {
          public Child(Runnable meanwhile) {
            super(1);
            meanwhile.run();
            size = 100;
          }
        }
      }
      """;

  @TempDir private Path folder;
  private final Registry registry = Registry.create();

  @Test
  void weld_clientProxyWhoseConstructorRuns_isNoInstance() throws Exception {
    Class<?> type = woven("SharedBean", BEAN.formatted("SharedBean", "ApplicationScoped"));
    try (SeContainer container = container(type)) {
      Object proxy = container.select(type).get();
      assertNotSame(type, proxy.getClass(), "there is a proxy");
      assertEquals(4, call(proxy, "depth"));
      assertEquals(4, registry.snapshot().number("beans.depth.value"));
    }
  }

  @Test
  void weld_proxyOutsideOfARequest_isNoError_andWithinOneTheBeanIsRead() throws Exception {
    Class<?> type = woven("RequestBean", BEAN.formatted("RequestBean", "RequestScoped"));
    try (SeContainer container = container(type)) {
      Object proxy = container.select(type).get();
      var thrown = assertThrows(InvocationTargetException.class, () -> call(proxy, "depth"));
      assertInstanceOf(ContextNotActiveException.class, causes(thrown));
      assertEquals(List.of(), shown());
      assertEquals(0, registry.counter("tapes.gauge.errors").value());

      RequestContextController request = container.select(RequestContextController.class).get();
      request.activate();
      assertEquals(4, call(proxy, "depth"));
      assertEquals(4, registry.snapshot().number("beans.depth.value"));
      request.deactivate();
    }
  }

  @Test
  void instance_isReadWhenTheConstructorOfItsSubclassHasReturned() throws Exception {
    Object made = growing("Growing$Child", this::readsNothing);
    assertEquals(100, registry.snapshot().number("growing.size.value"));
    assertEquals(100, call(made, "size"));
  }

  @Test
  void instance_isReadWhenTheConstructorThatCalledAnother_hasReturned() throws Exception {
    Object made = growing("Growing", this::readsNothing);
    assertEquals(10, registry.snapshot().number("growing.size.value"));
    assertEquals(10, call(made, "size"));
  }

  /** Reads in the thread that constructs, and in another one. */
  private void readsNothing() {
    List<List<String>> seen = new ArrayList<>(List.of(shown()));
    Thread other = new Thread(() -> seen.add(shown()));
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertEquals(List.of(List.of(), List.of()), seen);
  }

  @Test
  void clonesAndDeserialisedObjects_areNotKnown_asDocumented() throws Exception {
    Object made = growing("Growing", () -> {});
    made.getClass().getField("size").setInt(made, 1);
    Object copy = call(made, "copy");
    made.getClass().getField("size").setInt(copy, 10);
    Object read = deserialised(made);
    made.getClass().getField("size").setInt(read, 100);

    assertEquals(1, registry.snapshot().number("growing.size.value"));
    assertEquals(
        List.of(1, 10, 100), List.of(call(made, "size"), call(copy, "size"), call(read, "size")));
  }

  private Object growing(String name, Runnable meanwhile) throws Exception {
    Class<?> type = woven("Growing", GROWING).getClassLoader().loadClass(name);
    return type.getConstructor(Runnable.class).newInstance(meanwhile);
  }

  private List<String> shown() {
    return registry.snapshot().series().stream().map(series -> series.id().toString()).toList();
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static Throwable causes(Throwable thrown) {
    return thrown.getCause() == null ? thrown : causes(thrown.getCause());
  }

  private static Object deserialised(Object made) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(made);
    }
    ClassLoader loader = made.getClass().getClassLoader();
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass description)
              throws ClassNotFoundException {
            return Class.forName(description.getName(), false, loader);
          }
        }) {
      return in.readObject();
    }
  }

  /** A container that makes its proxies by their constructors, as the specification has it. */
  private static SeContainer container(Class<?> type) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(type.getClassLoader());
    try {
      return SeContainerInitializer.newInstance()
          .setClassLoader(type.getClassLoader())
          .disableDiscovery()
          .addBeanClasses(type)
          .addProperty("org.jboss.weld.construction.relaxed", false)
          .initialize();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Class<?> woven(String name, String source) throws Exception {
    Map<String, byte[]> classes =
        new TreeMap<>(
            Compiled.source(folder, name, source, "-cp", System.getProperty("java.class.path")));
    byte[] file = new Weaver(Stages.JDK).weave(classes.get(name)).file();
    assertNotEquals(classes.get(name).length, file.length, "it is woven");
    classes.put(name, file);
    Class<?> type = new Linker(classes).loadClass(name);
    AnnotationRegistries.useForLoaderOf(type, registry);
    return type;
  }
}
