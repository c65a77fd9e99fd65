/**
 * Metrics per class and per method.
 *
 * <p>By hand, a {@link io.tapes.annotations.PerClass} in a base class gives each concrete class its
 * own metric. By annotation, {@link io.tapes.annotations.Timed}, {@link
 * io.tapes.annotations.Metered}, {@link io.tapes.annotations.Counted}, {@link
 * io.tapes.annotations.ExceptionMetered}, {@link io.tapes.annotations.InFlight}, {@link
 * io.tapes.annotations.Recorded} and {@link io.tapes.annotations.Gauged} measure methods, once
 * {@code tapes-weaver} has woven the class; {@link io.tapes.annotations.Unmetered} exempts one.
 *
 * <p><b>Names.</b> A template may say {@code {}} or <code>{class}</code> (the concrete class's
 * short name), <code>{nested}</code> (with the classes around it), <code>{full}</code> (with the
 * package too), <code>{package}</code>, <code>{declaring}</code> (full name of the class that has
 * the method) and <code>{method}</code>; a doubled brace is a brace. The default of a method is
 * <code>{declaring}.{method}</code> and a suffix of the annotation.
 *
 * <p><b>Errors.</b> Setting up by hand throws. An annotation that cannot work is an error of the
 * compiler where {@code tapes-weaver} runs in it; at run time it is logged once and measures
 * nothing. With {@code -Dio.tapes.annotations.strict=true} that is an exception instead.
 */
@NullMarked
package io.tapes.annotations;

import org.jspecify.annotations.NullMarked;
