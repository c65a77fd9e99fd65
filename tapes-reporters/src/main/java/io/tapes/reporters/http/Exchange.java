package io.tapes.reporters.http;

/** One request and what becomes of it. All but one field belong to the event loop. */
final class Exchange {
  /** Whether only the headers are answered. */
  final boolean head;

  /** Whether a body without a length can come in chunks; otherwise the connection's end ends it. */
  final boolean chunks;

  boolean keepAlive;

  /** Whether the client may still be sending what is not read; the connection ends. */
  final boolean unread;

  /** Written by the event loop; a worker reads it to skip what is not waited for any more. */
  volatile boolean answered;

  Exchange(boolean head, boolean chunks, boolean keepAlive, boolean unread) {
    this.head = head;
    this.chunks = chunks;
    this.keepAlive = keepAlive && !unread;
    this.unread = unread;
  }

  /** The connection ends with this answer. */
  Exchange last() {
    keepAlive = false;
    return this;
  }
}
