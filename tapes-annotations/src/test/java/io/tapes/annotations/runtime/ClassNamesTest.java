package io.tapes.annotations.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
  private static final String HERE = "ClassNamesTest";

  static class Nested {
    static Object anonymous() {
      return new Object() {};
    }

    static Runnable lambda() {
      return () -> {};
    }
  }

  enum Color {
    RED {
      @Override
      int order() {
        return 1;
      }
    };

    abstract int order();
  }

  record Point(int x) {}

  interface Shop {}

  static class Hidden {}

  /** Named like what frameworks generate. */
  static class Nested$$SpringCGLIB$$0 extends Nested {}

  static class Nested$$EnhancerByGuice$$1 extends Nested {}

  static class Nested$Proxy$_$$_WeldClientProxy extends Nested {}

  static class Nested$HibernateProxy$Ab extends Nested {}

  static class Shop$ByteBuddy$Cd implements Shop {}

  private static void assertNames(String simple, String nested, Class<?> type) {
    assertEquals(simple, ClassNames.simple(type));
    assertEquals(nested, ClassNames.nested(type));
    assertEquals("io.tapes.annotations.runtime." + nested, ClassNames.full(type));
  }

  @Test
  void written_classesHaveTheirOwnNames() {
    class Local {}
    assertNames(HERE, HERE, ClassNamesTest.class);
    assertNames("Nested", HERE + ".Nested", Nested.class);
    assertNames("Local", HERE + ".Local", Local.class);
    assertNames("Point", HERE + ".Point", Point.class);
    assertNames("Color", HERE + ".Color", Color.class);
  }

  @Test
  void anonymous_isCalledAfterItsOuterClass_withANumber() {
    assertNames("Nested_1", HERE + ".Nested_1", Nested.anonymous().getClass());
  }

  @Test
  void lambda_isCalledAfterTheClassItStandsIn() {
    assertNames("Nested_Lambda", HERE + ".Nested_Lambda", Nested.lambda().getClass());
  }

  @Test
  void enumConstantWithABody_isTheEnum() {
    assertNames("Color", HERE + ".Color", ((Object) Color.RED).getClass());
  }

  @Test
  void hiddenClass_losesItsSuffix() throws IOException, IllegalAccessException {
    byte[] bytes;
    try (InputStream file = Hidden.class.getResourceAsStream("ClassNamesTest$Hidden.class")) {
      bytes = file.readAllBytes();
    }
    Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
    assertEquals("ClassNamesTest_Hidden", ClassNames.simple(hidden));
  }

  @Test
  void proxy_isItsFirstInterface() {
    Object proxy =
        Proxy.newProxyInstance(
            Shop.class.getClassLoader(),
            new Class<?>[] {Shop.class, Runnable.class},
            (self, method, arguments) -> null);
    assertNames("Shop", HERE + ".Shop", proxy.getClass());
  }

  @Test
  void generatedSubclass_isTheUsersClass() {
    assertNames("Nested", HERE + ".Nested", Nested$$SpringCGLIB$$0.class);
    assertNames("Nested", HERE + ".Nested", Nested$$EnhancerByGuice$$1.class);
    assertNames("Nested", HERE + ".Nested", Nested$Proxy$_$$_WeldClientProxy.class);
    assertNames("Nested", HERE + ".Nested", Nested$HibernateProxy$Ab.class);
    assertNames("Shop", HERE + ".Shop", Shop$ByteBuddy$Cd.class);
  }
}
