package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Holds how many calls of a method are under way, as a gauge; until completion for a method that
 * returns a {@link java.util.concurrent.CompletionStage}. On a class: its public instance methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface InFlight {
  /**
   * The name, or a template of it; see the package.
   *
   * @return by default the declaring class's full name, the method's name and {@code .inflight}
   */
  String value() default "";

  /**
   * Tags.
   *
   * @return each as {@code key=value}
   */
  String[] tags() default {};
}
