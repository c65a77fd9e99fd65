package io.tapes.reporters.jmx;

import io.tapes.Series;
import io.tapes.Tags;
import java.util.HashSet;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The name of each series in the MBean server. */
final class JmxNames {
  private JmxNames() {}

  /** Values are quoted, so that they may hold anything. */
  static ObjectName of(String domain, Series series) throws MalformedObjectNameException {
    StringBuilder name = new StringBuilder(domain);
    name.append(":type=").append(series.value().type());
    name.append(",name=").append(ObjectName.quote(series.name()));
    Set<String> keys = new HashSet<>(Set.of("type", "name"));
    Tags tags = series.tags();
    for (int i = 0; i < tags.size(); i++) {
      String key = key(tags.key(i));
      while (!keys.add(key)) {
        key += "_";
      }
      name.append(',').append(key).append('=').append(ObjectName.quote(tags.value(i)));
    }
    return new ObjectName(name.toString());
  }

  /** Keys cannot be quoted; what separates them from their values becomes an underscore. */
  private static String key(String text) {
    return text.replaceAll("[,=:\"*?\\n]", "_");
  }
}
