package io.tapes.annotations.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a class that is woven: it is not woven again, and not reported as unwoven. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Woven {
  /**
   * The version of what the woven code calls.
   *
   * @return the number at the end of the name of the class with the bootstrap methods
   */
  int value();
}
