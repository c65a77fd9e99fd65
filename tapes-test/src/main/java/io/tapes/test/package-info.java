/**
 * Helps tests of applications that are measured with Tapes.
 *
 * <pre>{@code
 * @ExtendWith(TapesExtension.class)
 * class JobsTest {
 *   @Test
 *   void job_isCounted(Registry registry, ManualClock clock) {
 *     new Jobs(registry).run();
 *     clock.advance(Duration.ofMinutes(1));
 *     assertThat(registry.snapshot()).counter("jobs.done").isEqualTo(5);
 *   }
 * }
 * }</pre>
 *
 * <p>{@link io.tapes.ManualClock} of the core is the clock of such tests: a registry that has it
 * ticks while it is moved.
 */
@NullMarked
package io.tapes.test;

import org.jspecify.annotations.NullMarked;
