package io.tapes.annotations.runtime;

import io.tapes.support.StartupHook;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports, once, the classes that have annotations and are not woven. Found by the service loader.
 */
public final class UnwovenClasses implements StartupHook {
  /*
   * The compiler's part wrote a list of annotated classes beside them. A woven class file has the
   * marker's name among its constants, so its bytes are searched for that: no class is loaded. An
   * agent weaves what is loaded, whatever the files say. It is done on a thread of its own that
   * ends: an application with thousands of classes should not wait for it.
   */
  static final String LIST = "META-INF/tapes/annotated.txt";

  /** Set by the agent. */
  static final String AGENT = "io.tapes.weaver.agent";

  private static final Logger LOG = LoggerFactory.getLogger(UnwovenClasses.class);
  private static final String MARKER = "Lio/tapes/annotations/runtime/Woven;";

  /** Called by the service loader. */
  public UnwovenClasses() {}

  @Override
  public void firstRegistry() {
    ClassLoader own = UnwovenClasses.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread thread = new Thread(() -> report(context == null ? own : context), "tapes-unwoven");
    thread.setDaemon(true);
    thread.start();
  }

  private static void report(@Nullable ClassLoader loader) {
    try {
      if (loader != null && System.getProperty(AGENT) == null) {
        List<String> unwoven = find(loader);
        if (!unwoven.isEmpty()) {
          LOG.warn(sentence(unwoven));
        }
      }
    } catch (IOException | RuntimeException e) { // only a convenience
      LOG.debug("the annotated classes could not be checked", e);
    }
  }

  static String sentence(List<String> unwoven) {
    return "the metric annotations of %s have no effect: %s woven; %s"
        .formatted(
            String.join(", ", unwoven),
            unwoven.size() == 1
                ? "the class is not"
                : "these " + unwoven.size() + " classes are not",
            "compile with tapes-weaver on the annotation processor path, run"
                + " 'java -jar tapes-weaver.jar weave FOLDER', or start with"
                + " -javaagent:tapes-weaver.jar");
  }

  /** The names of the listed classes whose files lack the marker. */
  static List<String> find(ClassLoader loader) throws IOException {
    Set<String> unwoven = new LinkedHashSet<>();
    for (URL list : Collections.list(loader.getResources(LIST))) {
      String root = list.toString().substring(0, list.toString().length() - LIST.length());
      for (String name : new String(read(list), StandardCharsets.UTF_8).lines().toList()) {
        if (!name.isBlank() && isUnwoven(root + name.replace('.', '/') + ".class")) {
          unwoven.add(name);
        }
      }
    }
    return new ArrayList<>(unwoven);
  }

  private static boolean isUnwoven(String file) {
    try {
      // One byte is one character here, so the search is one for bytes.
      String bytes = new String(read(URI.create(file).toURL()), StandardCharsets.ISO_8859_1);
      return !bytes.contains(MARKER);
    } catch (FileNotFoundException e) { // the class is gone, its line in the list is not
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
