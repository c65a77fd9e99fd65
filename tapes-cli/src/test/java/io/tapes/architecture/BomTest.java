package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The bill of materials has no parent, so what it shares with the build stands in two files. */
class BomTest {

  private static final XPath XPATH = XPathFactory.newInstance().newXPath();
  private static final Set<String> UNPUBLISHED = Set.of("tapes-bom", "tapes-benchmarks", "docs");

  @Test
  void versions_areThoseOfTheBuild() throws Exception {
    Document bom = pom("../tapes-bom/pom.xml");
    Document parent = pom("../pom.xml");
    for (String path :
        new String[] {
          "/project/version", "//plugin[artifactId='spotless-maven-plugin' and version]/version"
        }) {
      assertEquals(
          XPATH.evaluate(path, parent),
          XPATH.evaluate(path, bom),
          () -> path + " differs: change it in pom.xml and tapes-bom/pom.xml alike.");
    }
  }

  @Test
  void modules_areThePublishedOnes() throws Exception {
    Set<String> published = texts("/project/modules/module", pom("../pom.xml"));
    published.removeAll(UNPUBLISHED);
    Set<String> listed =
        texts("//dependency[groupId='io.tapes']/artifactId", pom("../tapes-bom/pom.xml"));
    assertEquals(published, listed, "tapes-bom/pom.xml must list every published module.");
  }

  private static Document pom(String path) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of(path).toFile());
  }

  private static Set<String> texts(String path, Document document) throws Exception {
    NodeList nodes = (NodeList) XPATH.evaluate(path, document, XPathConstants.NODESET);
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().strip());
    }
    return texts;
  }
}
