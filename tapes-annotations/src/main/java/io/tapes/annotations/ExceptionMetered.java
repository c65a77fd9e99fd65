package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a meter when a method or constructor throws, or when the {@link
 * java.util.concurrent.CompletionStage} that it returned fails. On a class: its public instance
 * methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface ExceptionMetered {
  /**
   * The name, or a template of it; see the package.
   *
   * @return by default the declaring class's full name, the method's name and {@code .exceptions}
   */
  String value() default "";

  /**
   * Tags.
   *
   * @return each as {@code key=value}
   */
  String[] tags() default {};

  /**
   * Which exceptions are marked.
   *
   * @return the type; its subtypes are marked too
   */
  Class<? extends Throwable> cause() default Throwable.class;
}
