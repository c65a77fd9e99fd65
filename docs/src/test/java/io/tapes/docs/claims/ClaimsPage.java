package io.tapes.docs.claims;

import java.util.List;

/** The page that shows claims and tests side by side. */
final class ClaimsPage {
  private static final String HEAD =
      """
      # What is guaranteed, and by which test

      <!-- made by the build from docs/src/test/resources/claims.txt; do not edit -->

      Each sentence stands, in these words, on the page above its table or in the Javadoc of the class that it
      names; each test breaks when it does not hold. The build fails when a sentence is not there any more, when a
      test is renamed, deleted or disabled, or did not run. `mvn test -pl tapes-core -Dtest='TestClass'` runs one
      class.
      """;

  private ClaimsPage() {}

  static String of(List<Claim> claims) {
    StringBuilder page = new StringBuilder(HEAD);
    String current = "";
    for (Claim claim : claims) {
      if (!claim.page().equals(current)) {
        current = claim.page();
        page.append("\n## ").append(title(claim)).append("\n\n| guarantee | test |\n|---|---|\n");
      }
      page.append("| ")
          .append(claim.sentence().replace("|", "\\|"))
          .append(" | `")
          .append(String.join("`, `", claim.tests()))
          .append("` |\n");
    }
    return page.toString();
  }

  private static String title(Claim claim) {
    if (claim.isJavadoc()) {
      return "Javadoc of `" + claim.page() + "`";
    }
    String link =
        claim.page().startsWith("docs/")
            ? claim.page().substring("docs/".length())
            : "../" + claim.page();
    return "[" + claim.page() + "](" + link + ")";
  }
}
