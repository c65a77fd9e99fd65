/** Metrics per class and per method by annotations. */
module io.tapes.annotations {
  requires transitive io.tapes;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.tapes.annotations;
  exports io.tapes.annotations.runtime;

  provides io.tapes.support.StartupHook with
      io.tapes.annotations.runtime.UnwovenClasses;
}
