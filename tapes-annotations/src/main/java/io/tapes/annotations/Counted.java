package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Increments a counter at every call of a method, and when a constructor has completed. On a class:
 * its public instance methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Counted {
  /**
   * The name, or a template of it; see the package.
   *
   * @return by default the declaring class's full name, the method's name and {@code .count}
   */
  String value() default "";

  /**
   * Tags.
   *
   * @return each as {@code key=value}
   */
  String[] tags() default {};
}
