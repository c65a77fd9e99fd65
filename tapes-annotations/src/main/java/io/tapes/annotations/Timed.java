package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times a method by a timer: every call, also one that throws. A method that returns a {@link
 * java.util.concurrent.CompletionStage} is timed until that is completed; a constructor when it has
 * completed. On a class: its public instance methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface Timed {
  /**
   * The name, or a template of it; see the package.
   *
   * @return by default the declaring class's full name, the method's name
   */
  String value() default "";

  /**
   * Tags.
   *
   * @return each as {@code key=value}
   */
  String[] tags() default {};
}
