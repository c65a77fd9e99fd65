package io.tapes.weaver;

import org.objectweb.asm.Type;

/**
 * The method that advice goes into, as far as the advice cares.
 *
 * @param constructor true if it is one
 * @param stage true if its declared result is a {@code CompletionStage}
 * @param recorded the type of the value to record
 * @param argumentSlot the variable of that value; negative if it is the result
 */
record Target(boolean constructor, boolean stage, Type recorded, int argumentSlot) {}
