package io.tapes.annotations.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when two classes have one name by one template. Any thread; holds classes weakly. */
public final class NameClaims {
  private static final Logger LOG = LoggerFactory.getLogger(NameClaims.class);

  private final NameTemplate template;
  private final ConcurrentHashMap<String, Claim> claims = new ConcurrentHashMap<>();

  /**
   * No claims yet.
   *
   * @param template where the names come from
   */
  public NameClaims(NameTemplate template) {
    this.template = template;
  }

  /**
   * Claims a name, and warns if another class had it: their metrics are one.
   *
   * @param name the name
   * @param type the class that is called so
   * @throws IllegalStateException instead of the warning in strict mode
   */
  public void claim(String name, Class<?> type) {
    Class<?> written = ClassNames.written(type);
    Claim claim = claims.computeIfAbsent(name, key -> new Claim(new WeakReference<>(written)));
    Class<?> first = claim.first.get();
    // A class of the same name was loaded once more, by another loader: it goes on where that was.
    if (first == null || first.getName().equals(written.getName()) || claim.warned) {
      return;
    }
    claim.warned = true;
    String message =
        "%s and %s share the metric '%s' of template '%s'; use {full} or {nested} to tell them apart"
            .formatted(first.getName(), written.getName(), name, template);
    if (Strict.isOn()) {
      throw new IllegalStateException(message);
    }
    LOG.warn(message);
  }

  private static final class Claim {
    final WeakReference<Class<?>> first;
    volatile boolean warned;

    Claim(WeakReference<Class<?>> first) {
      this.first = first;
    }
  }
}
