/**
 * The weaver behind the annotations: it writes into annotated methods what a programmer would write
 * by hand.
 *
 * <p>There are four ways to run it, which all end in the same bytes: inside javac ({@link
 * io.tapes.weaver.WeavingProcessor}, an annotation processor), over folders and jars ({@link
 * io.tapes.weaver.Main}), and while classes are loaded ({@link io.tapes.weaver.Agent}, with {@code
 * -javaagent} or as {@code Launcher-Agent-Class} of an application's jar).
 *
 * <p>It knows the runtime by name only, and needs none of it on its own class path. No parameter
 * and no result is ever null, unless it says so.
 */
@NullMarked
package io.tapes.weaver;

import org.jspecify.annotations.NullMarked;
