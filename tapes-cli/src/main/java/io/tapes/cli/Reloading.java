package io.tapes.cli;

/** Reads the configuration again at SIGHUP, one time after the other; mistakes change nothing. */
final class Reloading {
  private final Session session;
  private final Runnable reload;
  private boolean stopped;

  Reloading(Session session, Runnable reload) {
    this.session = session;
    this.reload = reload;
  }

  void start() {
    Hangup.handle(this::run);
  }

  private synchronized void run() {
    if (stopped) {
      return;
    }
    try {
      reload.run();
      session.err().println("tapes aggregate: the configuration was read again");
    } catch (UserError e) {
      session.err().println("tapes aggregate: the configuration stays as it was: " + e.sentence());
    }
  }

  synchronized void stop() {
    stopped = true;
  }
}
