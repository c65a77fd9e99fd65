/**
 * JMH benchmarks of Tapes and its peers. One class per operation: the method or the parameter
 * {@code peer} names the library, {@code tapes} is ours. {@link io.tapes.benchmarks.Main} runs
 * them; the packages below measure memory and accuracy, and compare all of it with the goals.
 */
@NullMarked
package io.tapes.benchmarks;

import org.jspecify.annotations.NullMarked;
