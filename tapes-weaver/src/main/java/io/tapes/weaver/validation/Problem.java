package io.tapes.weaver.validation;

/**
 * What is wrong with an annotation.
 *
 * @param use the annotation
 * @param message the rest of the sentence
 */
record Problem(Use use, String message) {}
