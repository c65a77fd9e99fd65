package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.matcher.Matchers;
import io.tapes.Tapes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The proxies that frameworks put in front of a woven class: a call through one counts once, and
 * the name is that of the user's class.
 */
class FrameworksTest {
  private static final String SOURCE =
      """
      import io.tapes.annotations.*;

      @jakarta.enterprise.context.ApplicationScoped
      public class %1$s {
        @Counted("frameworks.{}.{method}")
        public String outer() {
          return inner();
        }

        @Counted("frameworks.{}.{method}")
        protected String inner() {
          return "x";
        }
      }
      """;

  @TempDir private Path folder;
  private int interceptions;
  private MethodInterceptor interceptor;

  @BeforeEach
  void countInterceptions() {
    interceptor =
        invocation -> {
          interceptions++;
          return invocation.proceed();
        };
  }

  @Test
  void spring_proxy_countsOnce() throws Exception {
    Class<?> type = woven("SpringService");
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean(type);
      context.refresh();
      ProxyFactory factory = new ProxyFactory(context.getBean(type));
      factory.setProxyTargetClass(true);
      factory.addAdvice(interceptor);
      check(type, factory.getProxy(type.getClassLoader()), 1);
    }
  }

  @Test
  void guice_subclass_countsOnce() throws Exception {
    Class<?> type = woven("GuiceService");
    Object service =
        Guice.createInjector(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bindInterceptor(Matchers.subclassesOf(type), Matchers.any(), interceptor);
                  }
                })
            .getInstance(type);
    // Its subclass sees calls of own methods as well.
    check(type, service, 2);
  }

  @Test
  void weld_clientProxy_countsOnce() throws Exception {
    Class<?> type = woven("WeldService");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(type.getClassLoader());
    try (SeContainer container =
        SeContainerInitializer.newInstance()
            .setClassLoader(type.getClassLoader())
            .disableDiscovery()
            .addBeanClasses(type)
            .initialize()) {
      assertEquals(1, type.getAnnotationsByType(ApplicationScoped.class).length);
      check(type, container.select(type).get(), 0);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void check(Class<?> type, Object service, int expectedInterceptions) throws Exception {
    assertNotSame(type, service.getClass(), "there is a proxy");
    assertEquals("x", type.getMethod("outer").invoke(service));
    assertEquals(expectedInterceptions, interceptions);
    String name = "frameworks." + type.getSimpleName();
    assertEquals(1, Tapes.registry().snapshot().number(name + ".outer.value"));
    assertEquals(1, Tapes.registry().snapshot().number(name + ".inner.value"));
  }

  private Class<?> woven(String name) throws Exception {
    Map<String, byte[]> classes =
        Compiled.source(
            folder, name, SOURCE.formatted(name), "-cp", System.getProperty("java.class.path"));
    byte[] woven = new Weaver(Stages.JDK).weave(classes.get(name)).file();
    return new Linker(Map.of(name, woven)).loadClass(name);
  }
}
