package io.tapes.annotations;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Tapes;
import io.tapes.annotations.runtime.Registries;
import org.junit.jupiter.api.Test;

/** Each with a class loader of its own, since what is bound stays. */
class AnnotationRegistriesTest {
  private final Class<?> type;
  private final Class<?> nested;

  AnnotationRegistriesTest() throws ClassNotFoundException {
    ClassLoader loader = new Copy.Loader();
    type = loader.loadClass(Copy.class.getName());
    nested = loader.loadClass(Copy.Metrics.class.getName());
  }

  @Test
  void nothingSet_isTheGlobalRegistry() {
    assertSame(Tapes.registry(), Registries.bind(type));
  }

  @Test
  void nearest_wins() {
    Registry ofLoader = Registry.create();
    Registry ofPackage = Registry.create();
    Registry ofClass = Registry.create();
    AnnotationRegistries.useForLoaderOf(type, ofLoader);
    AnnotationRegistries.useForClass(nested, ofClass);
    assertSame(ofClass, Registries.bind(nested));
    assertSame(ofLoader, Registries.bind(type));
    assertThrows(
        IllegalStateException.class, () -> AnnotationRegistries.useForPackageOf(type, ofPackage));
  }

  @Test
  void package_isThatOfOneLoader() {
    Registry ofPackage = Registry.create();
    AnnotationRegistries.useForPackageOf(type, ofPackage);

    assertSame(ofPackage, Registries.bind(nested));
    assertSame(Tapes.registry(), Registries.bind(Copy.class));
  }

  @Test
  void outerClass_speaksForItsNestedOnes() {
    Registry ofClass = Registry.create();
    AnnotationRegistries.useForClass(type, ofClass);

    assertSame(ofClass, Registries.bind(nested));
  }

  @Test
  void late_isRefused_inASentence() {
    Registries.bind(type);

    String message =
        assertThrows(
                IllegalStateException.class,
                () -> AnnotationRegistries.useForLoaderOf(type, Registry.create()))
            .getMessage();
    assertTrue(message.contains(type.getName()) && message.contains("before"), message);
    assertThrows(
        IllegalStateException.class, () -> AnnotationRegistries.useByDefault(Registry.create()));
  }
}
