package io.tapes.annotations.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class NameTemplateTest {
  static class Nested {}

  private static String render(String template) {
    return NameTemplate.parse(template).render(Nested.class, NameTemplateTest.class, "get");
  }

  @Test
  void placeholders_areFilledIn() {
    assertEquals("a.Nested.b", render("a.{}.b"));
    assertEquals("Nested", render("{class}"));
    assertEquals("NameTemplateTest.Nested", render("{nested}"));
    assertEquals("io.tapes.annotations.runtime.NameTemplateTest.Nested", render("{full}"));
    assertEquals("io.tapes.annotations.runtime", render("{package}"));
    assertEquals(
        "io.tapes.annotations.runtime.NameTemplateTest.get", render("{declaring}.{method}"));
  }

  @Test
  void constructor_isCalledNew() {
    assertEquals(
        "new", NameTemplate.parse("{method}").render(Nested.class, Nested.class, "<init>"));
  }

  @Test
  void packageWithoutName_takesItsDotAlong() throws ClassNotFoundException {
    Class<?> unnamed = Class.forName("InUnnamedPackage");
    assertEquals(
        "a.InUnnamedPackage", NameTemplate.parse("a.{package}.{}").render(unnamed, unnamed, "get"));
  }

  @Property
  void doubledBraces_areBraces(
      @ForAll @CharRange(from = 'a', to = 'd') @Chars({'{', '}'}) String s) {
    assertEquals(s, render(s.replace("{", "{{").replace("}", "}}")));
  }

  @Test
  void byClass_isAskedOfTheConcreteClassOnly() {
    assertTrue(NameTemplate.parse("{}").isByClass());
    assertTrue(NameTemplate.parse("{package}").isByClass());
    assertFalse(NameTemplate.parse("{declaring}.{method}").isByClass());
    assertFalse(NameTemplate.parse("{{}}").isByClass());
  }

  @Test
  void badTemplates_areRefused() {
    for (String bad : new String[] {"a.{", "a.{b", "a.}", "{unknown}", "{ }", "{{}"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> NameTemplate.parse(bad)).getMessage();
      assertTrue(message.contains("'" + bad + "'"), message);
    }
  }
}
