package io.tapes.annotations.runtime;

import java.util.Set;

/** Tells objects that only stand in front of another one of the same class. Any thread. */
final class Delegates {
  /*
   * A proxy of this sort extends the user's class, and some frameworks run the constructors of that
   * class for it; the object that does the work is another one, made elsewhere, perhaps for each
   * request. Generated subclasses that are themselves the object that works, such as those for
   * interceptors, have none of these interfaces. The frameworks define them for just this question;
   * they are looked for by name, so that none of the frameworks is needed.
   */
  private static final Set<String> MARKS =
      Set.of(
          "org.jboss.weld.proxy.WeldClientProxy",
          "org.apache.webbeans.proxy.OwbNormalScopeProxy",
          "io.quarkus.arc.ClientProxy",
          "org.springframework.aop.SpringProxy",
          "io.micronaut.aop.InterceptedProxy",
          "org.hibernate.proxy.HibernateProxy");

  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          Class<?> above = type.getSuperclass();
          return isMarked(type) || (above != null && get(above));
        }
      };

  private Delegates() {}

  /** Whether objects of a class pass every call on to another object. */
  static boolean are(Class<?> type) {
    return KNOWN.get(type);
  }

  private static boolean isMarked(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      if (MARKS.contains(each.getName()) || isMarked(each)) {
        return true;
      }
    }
    return false;
  }
}
