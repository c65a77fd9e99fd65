package io.tapes.docs.claims;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the tests of this build did, as Surefire and Failsafe wrote it down. */
final class TestReports {
  /*
   * Reports of an earlier build say nothing about this one: only those count that were written
   * since this build began. A module without any has not been tested in it, as where this module is
   * run alone; one that has some has been tested, and a test that is not among them did not run.
   */
  private static final List<String> FOLDERS = List.of("surefire-reports", "failsafe-reports");

  /** What became of a test. */
  enum Outcome {
    RAN,
    /** By an assumption of its own: something is missing here. */
    GAVE_UP,
    DISABLED,
    FAILED,
    ABSENT,
    NOT_TESTED
  }

  private final String target;
  private final Instant begin;
  private final Map<Path, Map<String, List<Outcome>>> known = new HashMap<>();

  /**
   * Reports of a build.
   *
   * @param target the folder in each module
   * @param begin when the build began
   */
  TestReports(String target, Instant begin) {
    this.target = target;
    this.begin = begin;
  }

  Outcome of(TestSources.Found test) throws IOException {
    boolean integration = test.className().endsWith("IT");
    Path folder = test.module().resolve(target).resolve(FOLDERS.get(integration ? 1 : 0));
    Map<String, List<Outcome>> all = known.get(folder);
    if (all == null) {
      all = read(folder);
      known.put(folder, all);
    }
    if (all.isEmpty()) {
      return Outcome.NOT_TESTED;
    }
    List<Outcome> runs = all.getOrDefault(test.className() + "#" + test.method(), List.of());
    return runs.stream().max(Enum::compareTo).orElse(Outcome.ABSENT);
  }

  private Map<String, List<Outcome>> read(Path folder) throws IOException {
    Map<String, List<Outcome>> all = new HashMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
      for (Path file : files) {
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(begin)) {
          read(file, all);
        }
      }
    }
    return all;
  }

  private static void read(Path report, Map<String, List<Outcome>> all) throws IOException {
    try {
      NodeList cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element one = (Element) cases.item(i);
        String method = one.getAttribute("name").replaceFirst("[({\\[].*", "");
        all.computeIfAbsent(one.getAttribute("classname") + "#" + method, id -> new ArrayList<>())
            .add(outcome(one));
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("'" + report + "' is no report of tests", e);
    }
  }

  private static Outcome outcome(Element test) {
    if (test.getElementsByTagName("failure").getLength() > 0
        || test.getElementsByTagName("error").getLength() > 0) {
      return Outcome.FAILED;
    }
    NodeList skipped = test.getElementsByTagName("skipped");
    if (skipped.getLength() == 0) {
      return Outcome.RAN;
    }
    Element why = (Element) skipped.item(0);
    return why.getAttribute("type").contains("TestAborted")
            || why.getAttribute("message").startsWith("Assumption failed")
        ? Outcome.GAVE_UP
        : Outcome.DISABLED;
  }
}
