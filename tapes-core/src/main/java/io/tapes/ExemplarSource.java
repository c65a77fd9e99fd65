package io.tapes;

import java.util.Optional;

/**
 * Says what the calling thread works on, such as the trace it is part of: the exemplar of what it
 * records at this moment. See {@link RegistryBuilder#exemplars}.
 *
 * <p>It is called on the thread that records, inside the record, because what it asks for usually
 * belongs to that thread. So it has to be quick: a record takes as long as it does. What it may do
 * is bounded all the same:
 *
 * <ul>
 *   <li>For each range of values of a series it is called once in an interval at most; a record in
 *       between costs a reading of the clock.
 *   <li>One thread at a time is inside it, of the whole registry, and no other waits for that: a
 *       source that never returns holds up one thread, and what the others record has no exemplars.
 *   <li>After a call the registry leaves it alone for a hundred times as long as the call took.
 *   <li>What it records itself is recorded, without an exemplar.
 *   <li>Whatever it throws is counted in {@code tapes.exemplar.errors}, and the record stands.
 * </ul>
 */
@FunctionalInterface
public interface ExemplarSource {
  /**
   * Returns the labels for what the calling thread is recording.
   *
   * @return such as {@code Exemplar.of("trace_id", id)}; empty if there is nothing to point at, for
   *     example because the trace is not sampled
   */
  Optional<Exemplar> exemplar();
}
