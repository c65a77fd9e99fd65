package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names one component of a record of metrics; see {@link PerClass#of(Class)}. The type of the
 * component says which instrument it is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ClassMetric {
  /**
   * The template of the name.
   *
   * @return text with a placeholder for the concrete class, as in {@code endpoints.{}.latency}
   */
  String value();

  /**
   * Tags.
   *
   * @return each as {@code key=value}
   */
  String[] tags() default {};
}
