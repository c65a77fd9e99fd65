package io.tapes.distributed.worker;

/**
 * A frame that is not acknowledged yet.
 *
 * @param seq the sequence number that it leads to
 * @param bytes the frame
 * @param changes how many changes of its batch are contained in it and the frames before it
 * @param goodbye whether it is the goodbye
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outgoing(long seq, byte[] bytes, int changes, boolean goodbye) {}
