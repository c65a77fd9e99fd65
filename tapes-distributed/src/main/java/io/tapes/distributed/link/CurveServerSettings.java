package io.tapes.distributed.link;

import org.jspecify.annotations.Nullable;

/** The keys of this aggregator, and of those whom it lets in; without a list, all. */
public record CurveServerSettings(CurvePair own, @Nullable AllowedKeys allowed) {}
