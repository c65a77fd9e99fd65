package io.tapes.dropwizard;

/** A metric of Dropwizard's that is an instrument of Tapes'. */
interface Bound {
  Binding binding();
}
