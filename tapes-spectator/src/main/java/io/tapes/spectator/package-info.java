/**
 * The clients of Netflix' Atlas: a line to its agent, spectatord, for each update, or a reporter
 * that publishes what a registry of Tapes has aggregated.
 *
 * <pre>{@code
 * SpectatorRegistry registry = SpectatorRegistry.create();
 * registry.counter("server.requestCount", Map.of("path", "v1_play")).increment();
 * try (StopWatch watch = StopWatch.start(registry.timer("server.requestLatency"))) {
 *   answer();
 * }
 * }</pre>
 *
 * <p>Setting up throws a sentence that says what to change. Updates throw nothing and wait for no
 * thread: what cannot be sent is counted in {@link io.tapes.spectator.LineWriter#lostLines}, what
 * the agent would not understand in {@link io.tapes.spectator.SpectatorRegistry#droppedUpdates}.
 */
@NullMarked
package io.tapes.spectator;

import org.jspecify.annotations.NullMarked;
