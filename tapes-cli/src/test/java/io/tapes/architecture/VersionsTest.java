package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The version of each dependency and plugin is written in one place, so that no two can differ. */
class VersionsTest {
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  /** The bill of materials has no parent from which it could have it; BomTest compares the two. */
  private static final String IN_TWO = "com.diffplug.spotless:spotless-maven-plugin";

  @Test
  void version_isWrittenOnce() throws Exception {
    Map<String, List<String>> places = new TreeMap<>();
    for (String module : modules()) {
      Document pom = pom(module);
      for (Node versioned : nodes("//dependency[version]|//plugin[version]|//path[version]", pom)) {
        String version = XPATH.evaluate("version", versioned);
        String name = XPATH.evaluate("concat(groupId, ':', artifactId)", versioned);
        if (!version.startsWith("${") && !name.equals(IN_TWO)) {
          places.computeIfAbsent(name, any -> new ArrayList<>()).add(module);
        }
      }
      for (Node property : nodes("//properties/*", pom)) {
        if (property.getNodeName().endsWith(".version")) {
          places.computeIfAbsent(property.getNodeName(), any -> new ArrayList<>()).add(module);
        }
      }
    }
    assertTrue(places.containsKey("fr.loghub:jeromq"), "No version is found: the test is void.");
    assertTrue(places.containsKey("netty.version"), "No property is found: the test is void.");
    places.forEach(
        (name, files) ->
            assertEquals(1, files.size(), name + " has a version in each of " + files));
  }

  private static List<String> modules() throws Exception {
    List<String> modules = new ArrayList<>(List.of("."));
    for (Node module : nodes("/project/modules/module", pom("."))) {
      modules.add(module.getTextContent().strip());
    }
    return modules;
  }

  private static Document pom(String module) throws Exception {
    Path file = Path.of("..", module, "pom.xml");
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<Node> nodes(String path, Object in) throws Exception {
    NodeList found = (NodeList) XPATH.evaluate(path, in, XPathConstants.NODESET);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      nodes.add(found.item(i));
    }
    return nodes;
  }
}
