/**
 * Tapes in a Spring Boot application: a registry that is also Micrometer's, distributed where
 * {@code tapes.distributed.address} says so, and the actuator endpoints {@code tapes} and {@code
 * prometheus}. Everything is configured by itself; a bean of the application's own takes the place
 * of each.
 *
 * <p>No public method takes or returns {@code null}.
 */
@NullMarked
package io.tapes.spring;

import org.jspecify.annotations.NullMarked;
