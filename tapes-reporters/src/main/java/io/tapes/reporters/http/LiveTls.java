package io.tapes.reporters.http;

import io.netty.handler.ssl.SslContext;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's TLS as its files have it now: certificates are replaced every few weeks, which must
 * not take a restart. New connections get what was read last; files that cannot be used are
 * counted, told, and tried again, and what was good before stays in use.
 */
final class LiveTls {
  private final HttpTls settings;
  private final LogLimiter log = new LogLimiter(Log.HTTP);
  private volatile Optional<SslContext> context;

  /** Of the files that are in use. One thread at a time refreshes. */
  private List<String> stamps;

  /** Reads the files for the first time. */
  LiveTls(HttpTls settings) throws IOException {
    this.settings = settings;
    this.stamps = stamps();
    this.context = settings.build();
  }

  /** What the next connection gets; empty where HTTP is plain. */
  Optional<SslContext> context() {
    return context;
  }

  boolean hasFiles() {
    return !settings.files().isEmpty();
  }

  /**
   * Reads the files again if they have changed.
   *
   * @param failures is run when they cannot be used
   */
  synchronized void refresh(Runnable failures) {
    try {
      List<String> now = stamps();
      if (!now.equals(stamps)) {
        context = settings.build();
        stamps = now; // a change since then shows the next time
      }
    } catch (IOException | RuntimeException e) {
      failures.run();
      log.warn("the HTTP reporter keeps the certificate that it has: " + e.getMessage(), e);
    }
  }

  /** What tells one state of the files from another; a new file has a new key. */
  private List<String> stamps() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : settings.files()) {
      BasicFileAttributes about = HttpTls.about(file);
      all.add(about.lastModifiedTime() + " " + about.size() + " " + about.fileKey());
    }
    return all;
  }
}
