package io.tapes.docs.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the documentation guarantees has a test that ran in this build. */
class ClaimsTest {
  /*
   * The list is docs/src/test/resources/claims.txt, the page docs/claims.md is made of it:
   * -Dtapes.golden.update=true writes it.
   *
   * The whole build checks that the tests ran; this module alone cannot, and says so.
   */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path OWN = Path.of("").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/claims.md");

  /** Pages that are about something else than what a user may rely on. */
  private static final String WITHOUT =
      "docs/(README|claims|performance|performance-http)\\.md|docs/decisions/.*";

  private List<Claim> claims = List.of();
  private final ClaimsCheck check = new ClaimsCheck(ROOT);

  ClaimsTest() throws IOException {}

  @BeforeEach
  void read() throws IOException {
    claims = ClaimsFile.parse(Files.readAllLines(Path.of("src/test/resources/claims.txt")));
  }

  @Test
  void everySentence_standsWhereItIsSaid_andItsTestsExist() {
    assertEquals("", String.join("\n", check.words(claims)));
  }

  @Test
  void everyTest_ranInThisBuild() throws IOException {
    TestReports reports =
        new TestReports(System.getProperty("tapes.target", "target"), beginOfTheBuild());
    boolean partial = System.getProperty("test") != null || System.getProperty("it.test") != null;
    ClaimsCheck.Runs runs = check.runs(claims, reports, OWN, partial);
    List<String> wrong = new ArrayList<>(runs.wrong());
    Set<String> open = new TreeSet<>(runs.open());
    if (Boolean.getBoolean("tapes.backends.required")) {
      // A test that may not give up there fails by itself; others give up on an older JDK.
      open.stream().filter(one -> !one.endsWith(ClaimsCheck.MISSING)).forEach(wrong::add);
    } else if (!open.isEmpty()) {
      LoggerFactory.getLogger(ClaimsTest.class)
          .warn(
              "{} tests of guarantees are not known to have run: {}; 'mvn verify' runs all of them",
              open.size(),
              open.stream().limit(5).collect(Collectors.joining(", ")));
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** Where nothing is known of a build, as in an editor, no report is of it. */
  private static Instant beginOfTheBuild() {
    String begin = System.getProperty("tapes.build.begin");
    return begin == null ? Instant.MAX : Instant.parse(begin);
  }

  @Test
  void thePage_isMadeOfTheClaims() throws IOException {
    String page = ClaimsPage.of(claims);
    if (Boolean.getBoolean("tapes.golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.exists(PAGE) ? Files.readString(PAGE) : "");
  }

  @Test
  void everyPageForUsers_makesAClaim() throws IOException {
    Set<String> pages = claims.stream().map(Claim::page).collect(Collectors.toSet());
    List<String> without = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        String page = ROOT.relativize(file).toString().replace('\\', '/');
        if (!page.matches(WITHOUT) && !page.contains("/target/") && !pages.contains(page)) {
          without.add(page);
        }
      }
    }
    assertEquals(List.of(), without);
  }
}
