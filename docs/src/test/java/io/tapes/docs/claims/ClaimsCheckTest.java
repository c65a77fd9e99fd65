package io.tapes.docs.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the check of claims notices, in a project of two modules that is made up. */
class ClaimsCheckTest {
  private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

  @TempDir Path root;

  @BeforeEach
  void project() throws IOException {
    write("docs/page.md", "It **never** [loses](x.md#y)\nanything, `a` | b.\n");
    write(
        "one/src/main/java/a/Counter.java",
        "/**\n * Adds {@code n}; see\n * {@link Meter#mark() marks} and {@link Meter#count}.\n */\n");
    write("one/src/test/java/a/ATest.java", "class ATest { @Test void holds() {} }");
    write("one/src/test/java/a/BIT.java", "class BIT extends Base { }");
    write("one/src/test/java/a/Base.java", "class Base { @Test void inherited(Path a) {} }");
    write("one/src/test/java/a/SameTest.java", "class SameTest { @Test void same() {} }");
    write("two/src/test/java/b/SameTest.java", "class SameTest { @Test void same() {} }");
    report("one/target/surefire-reports", "a.ATest", "name=\"holds\"", "");
  }

  private Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private void report(String folder, String test, String name, String content) throws IOException {
    Path file =
        write(
            folder + "/TEST-" + test + ".xml",
            "<testsuite><testcase classname=\"%s\" %s>%s</testcase></testsuite>"
                .formatted(test, name, content));
    Files.setLastModifiedTime(file, FileTime.from(BEGIN));
  }

  private static List<Claim> claims(String... lines) {
    return ClaimsFile.parse(List.of(lines));
  }

  private List<String> words(String... lines) throws IOException {
    return new ClaimsCheck(root).words(claims(lines));
  }

  private ClaimsCheck.Runs runs(String test, boolean partial) throws IOException {
    return new ClaimsCheck(root)
        .runs(
            claims("== docs/page.md", "It", "  " + test),
            new TestReports("target", BEGIN),
            root.resolve("docs"),
            partial);
  }

  private void assertNoticed(String words, List<String> wrong) {
    assertEquals(1, wrong.size(), wrong::toString);
    assertTrue(wrong.get(0).contains(words), wrong::toString);
  }

  @Test
  void whatIsThere_isRight() throws IOException {
    String[] right = {
      "# a comment",
      "== docs/page.md",
      "It **never** loses anything, `a` | b.",
      "  ATest#holds",
      "  BIT#inherited",
      "  b.SameTest#same",
      "== Counter",
      "Adds `n`; see marks and `count`.",
      "  ATest#holds"
    };
    assertEquals(List.of(), words(right));
    assertEquals(new ClaimsCheck.Runs(List.of(), List.of()), runs("ATest#holds", false));
  }

  @Test
  void aTestThatWasRenamedOrDeleted_isNoticed() throws IOException {
    assertNoticed(
        "'a.ATest' has no test 'held' any more", words("== docs/page.md", "It", "  ATest#held"));
    Files.delete(root.resolve("one/src/test/java/a/ATest.java"));
    assertNoticed(
        "there is no test class 'ATest' any more", words("== docs/page.md", "It", "  ATest#holds"));
  }

  @Test
  void aNameOfTwoClasses_isNoticed() throws IOException {
    assertNoticed(
        "is any of [a.SameTest, b.SameTest]", words("== docs/page.md", "It", "  SameTest#same"));
  }

  @Test
  void aSentenceThatWasReworded_isNoticed() throws IOException {
    assertNoticed(
        "does not stand in 'docs/page.md' any more",
        words("== docs/page.md", "It hardly loses anything", "  ATest#holds"));
    assertNoticed(
        "there is no page 'docs/gone.md'", words("== docs/gone.md", "It", "  ATest#holds"));
    assertNoticed("it has no test", words("== docs/page.md", "It"));
    assertThrows(IllegalArgumentException.class, () -> claims("It"));
    assertThrows(IllegalArgumentException.class, () -> claims("== docs/page.md", "  ATest#holds"));
  }

  @Test
  void aTestThatIsDisabled_orDidNotRun_orFailed_isNoticed() throws IOException {
    String folder = "one/target/surefire-reports";
    report(folder, "a.ATest", "name=\"holds\"", "<skipped message=\"flaky\"/>");
    assertNoticed("'ATest#holds' is disabled", runs("ATest#holds", false).wrong());
    report(folder, "a.ATest", "name=\"other\"", "");
    assertNoticed("'ATest#holds' did not run", runs("ATest#holds", false).wrong());
    report(folder, "a.ATest", "name=\"holds\"", "<failure/>");
    assertNoticed("'ATest#holds' failed", runs("ATest#holds", false).wrong());
  }

  @Test
  void oneOfManyParametersThatDidNotRun_isNoticed() throws IOException {
    report(
        "one/target/surefire-reports",
        "a.ATest",
        "name=\"holds(int)[1]\"",
        "</testcase><testcase classname=\"a.ATest\" name=\"holds(int)[2]\"><skipped/>");
    assertNoticed("'ATest#holds' is disabled", runs("ATest#holds", false).wrong());
  }

  @Test
  void whatThisBuildCannotTell_isOpenAndNotWrong() throws IOException {
    ClaimsCheck.Runs untested = runs("b.SameTest#same", false);
    assertEquals(List.of(), untested.wrong());
    assertNoticed("its module was not tested in this build", untested.open());
    assertNoticed("its module was not tested", runs("BIT#inherited", false).open());
    assertNoticed("others were chosen", runs("a.SameTest#same", true).open());
    report(
        "one/target/surefire-reports",
        "a.ATest",
        "name=\"holds\"",
        "<skipped message=\"Assumption failed: no promtool\"/>");
    assertNoticed("it misses something here", runs("ATest#holds", false).open());
  }

  @Test
  void aReportOfAnEarlierBuild_provesNothing() throws IOException {
    Path report = root.resolve("one/target/surefire-reports/TEST-a.ATest.xml");
    Files.setLastModifiedTime(report, FileTime.from(BEGIN.minusSeconds(1)));
    assertNoticed("its module was not tested in this build", runs("ATest#holds", false).open());
  }
}
