package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Records a number in a histogram: the result of a method, or one of the arguments at its entry.
 * Nulls are left out. A histogram holds whole numbers: a real number that is not whole, such as
 * 3.7, is dropped and counted under the name of the histogram in {@code tapes.dropped.records},
 * never rounded. Record it in a smaller unit, such as cents or millimetres.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Recorded {
  /**
   * The name, or a template of it; see the package.
   *
   * @return by default the declaring class's full name, the method's name and {@code .values}
   */
  String value() default "";

  /**
   * Tags.
   *
   * @return each as {@code key=value}
   */
  String[] tags() default {};

  /**
   * Which number is recorded.
   *
   * @return the index of a parameter from 0, or -1 for the result
   */
  int argument() default -1;
}
