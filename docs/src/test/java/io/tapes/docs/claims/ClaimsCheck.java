package io.tapes.docs.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds claims against the pages that make them and the tests that are to prove them. */
final class ClaimsCheck {
  static final String MISSING = " (it misses something here)";

  private final Path root;
  private final TestSources sources;

  ClaimsCheck(Path root) throws IOException {
    this.root = root;
    this.sources = TestSources.of(root);
  }

  /** What is wrong with sentences and names of tests. */
  List<String> words(List<Claim> claims) {
    List<String> wrong = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Claim claim : claims) {
      if (!known.add(claim.page() + claim.sentence())) {
        wrong.add(at(claim) + "it is claimed twice");
      }
      if (claim.tests().isEmpty()) {
        wrong.add(at(claim) + "it has no test");
      }
      Optional<String> page = page(claim);
      if (page.isEmpty()) {
        wrong.add(at(claim) + "there is no page '" + claim.page() + "', or more than one");
      } else if (!page.get().contains(Words.collapse(claim.sentence()))) {
        wrong.add(at(claim) + "it does not stand in '" + claim.page() + "' any more");
      }
      for (String test : claim.tests()) {
        try {
          sources.find(test);
        } catch (IllegalArgumentException e) {
          wrong.add(at(claim) + e.getMessage());
        }
      }
    }
    return wrong;
  }

  private Optional<String> page(Claim claim) {
    if (claim.isJavadoc()) {
      return sources.source(claim.page()).map(file -> Words.ofJavadoc(TestSources.read(file)));
    }
    return Optional.of(root.resolve(claim.page()))
        .filter(Files::isRegularFile)
        .map(file -> Words.ofMarkdown(TestSources.read(file)));
  }

  /**
   * What became of the tests.
   *
   * @param wrong proofs that there are not
   * @param open tests that this build did not run, of modules or for want of something it needs
   */
  record Runs(List<String> wrong, List<String> open) {}

  /**
   * Looks whether the tests ran.
   *
   * @param own the module that is being tested, whose reports are not written yet
   * @param partial whether somebody chose tests, so that others may be missing
   */
  Runs runs(List<Claim> claims, TestReports reports, Path own, boolean partial) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (Claim claim : claims) {
      for (String test : claim.tests()) {
        TestSources.Found found = sources.find(test);
        if (found.module().equals(own)) {
          continue;
        }
        switch (reports.of(found)) {
          case RAN -> {}
          case FAILED -> wrong.add(at(claim) + "'" + test + "' failed");
          case DISABLED -> wrong.add(at(claim) + "'" + test + "' is disabled");
          case GAVE_UP -> open.add(test + MISSING);
          case NOT_TESTED -> open.add(test + " (its module was not tested in this build)");
          case ABSENT -> {
            if (partial) {
              open.add(test + " (others were chosen)");
            } else {
              wrong.add(at(claim) + "'" + test + "' did not run");
            }
          }
        }
      }
    }
    return new Runs(wrong, open);
  }

  private static String at(Claim claim) {
    return "line " + claim.line() + ", \"" + claim.sentence() + "\": ";
  }
}
