package io.tapes.weaver;

/**
 * One metric of one method.
 *
 * @param type the binary name of the class, with dots
 * @param method the method with its parameters, as in {@code get(int,String)}
 * @param kind the annotation, as in {@code @Timed}
 * @param name the name, as far as it is known before the program runs
 */
record Metered(String type, String method, String kind, String name) {}
