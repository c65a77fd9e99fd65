package io.tapes.distributed.wire;

import org.jspecify.annotations.Nullable;

/**
 * One series in a frame.
 *
 * <p>Any thread may use an instance.
 *
 * @param id its number, from 0 to {@link Wire#MAX_ID} - 1
 * @param definition what the number stands for, where it occurs for the first time; else null
 * @param value what the series holds
 */
public record Cell(int id, @Nullable SeriesDescriptor definition, CellValue value) {}
