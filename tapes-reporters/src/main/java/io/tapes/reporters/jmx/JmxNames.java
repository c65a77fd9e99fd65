package io.tapes.reporters.jmx;

import io.tapes.Series;
import io.tapes.Tags;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The name of each series in the MBean server: no two series have the same one. */
final class JmxNames {
  /** What separates keys from their values or makes a pattern, and what marks that it was there. */
  private static final Pattern SPECIAL = Pattern.compile("[,=:\"*?\\n%]");

  private static final Pattern OURS = Pattern.compile("(type|name)_*");

  private JmxNames() {}

  /** Values are quoted, so that they may hold anything. */
  static ObjectName of(String domain, Series series) throws MalformedObjectNameException {
    StringBuilder name = new StringBuilder(domain);
    name.append(":type=").append(series.kind());
    name.append(",name=").append(ObjectName.quote(series.name()));
    Tags tags = series.tags();
    for (int i = 0; i < tags.size(); i++) {
      name.append(',').append(key(tags.key(i))).append('=');
      name.append(ObjectName.quote(tags.value(i)));
    }
    return new ObjectName(name.toString());
  }

  /**
   * Keys cannot be quoted. Those that we set ourselves, and what they become, get an underscore.
   */
  private static String key(String text) {
    String key =
        SPECIAL
            .matcher(text)
            .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    Matcher ours = OURS.matcher(key);
    return ours.matches() ? key + "_" : key;
  }
}
