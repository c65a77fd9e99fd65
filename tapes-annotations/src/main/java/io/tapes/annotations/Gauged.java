package io.tapes.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a gauge of a method that has no parameters and returns a number. The instances that live
 * are read at each snapshot and held weakly; the gauge is gone when they are.
 *
 * <p>An instance is known from its constructor and read once all of its constructors have returned,
 * those of subclasses included. Proxies that pass calls on, such as the client proxies of CDI, do
 * not count; the objects behind them do. Clones and deserialised objects are not known, as they are
 * made without a constructor.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Gauged {
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

  /**
   * How the numbers of several instances become one.
   *
   * @return the sum by default
   */
  Instances instances() default Instances.SUM;
}
