package io.tapes.distributed.fork;

import java.util.List;

/**
 * What a forked JVM is to run.
 *
 * @param main has the method {@code main}
 * @param args its arguments
 * @param jvmOptions options of the JVM beside those that it takes over from this one
 * @param classPath empty for none
 */
public record ForkedProgram(
    Class<?> main, List<String> args, List<String> jvmOptions, String classPath) {}
