package io.tapes.benchmarks.goals;

/**
 * One line of the table.
 *
 * @param goal what is asked for
 * @param limit how much of it
 * @param measured by us, in the same unit; at 1, 2 and 8 threads where that matters
 * @param bytes allocated per operation, empty where it does not matter
 * @param best the best peers in the same columns
 * @param verdict met or not
 */
public record Row(
    String goal, String limit, String measured, String bytes, String best, Verdict verdict) {}
