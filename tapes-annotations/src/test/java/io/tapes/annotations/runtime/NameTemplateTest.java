package io.tapes.annotations.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
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

  @Test
  void doubledBraces_areBraces() {
    for (String s = ""; s.length() <= 6; s = next(s)) {
      assertEquals(s, render(s.replace("{", "{{").replace("}", "}}")));
    }
  }

  /** All texts of these characters in their order, the short ones first. */
  private static String next(String text) {
    String all = "abcd{}";
    for (int i = text.length() - 1; i >= 0; i--) {
      int at = all.indexOf(text.charAt(i));
      if (at < all.length() - 1) {
        String rest = "a".repeat(text.length() - 1 - i);
        return text.substring(0, i) + all.charAt(at + 1) + rest;
      }
    }
    return "a".repeat(text.length() + 1);
  }

  @Test
  void doubledBraces_areBraces_inLongTextsToo() {
    for (long seed = 0; seed < 1_000; seed++) {
      String s =
          new Random(seed)
              .ints(seed % 256, 0, 6)
              .mapToObj(i -> "abcd{}".substring(i, i + 1))
              .collect(Collectors.joining());
      assertEquals(s, render(s.replace("{", "{{").replace("}", "}}")), "seed " + seed);
    }
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
