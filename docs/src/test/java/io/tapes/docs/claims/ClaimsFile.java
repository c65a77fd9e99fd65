package io.tapes.docs.claims;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a list of claims: {@code == PAGE}, then sentences, each followed by its tests, one on a
 * line that begins with blanks. A line that begins with a number sign is a comment.
 */
final class ClaimsFile {
  private static final String PAGE = "== ";

  private ClaimsFile() {}

  static List<Claim> parse(List<String> lines) {
    List<Claim> claims = new ArrayList<>();
    String page = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(PAGE)) {
        page = line.substring(PAGE.length()).strip();
      } else if (line.startsWith(" ")) {
        if (claims.isEmpty() || !claims.get(claims.size() - 1).page().equals(page)) {
          throw new IllegalArgumentException(
              "line " + (i + 1) + ": the test '" + line.strip() + "' has no sentence before it");
        }
        claims.get(claims.size() - 1).tests().add(line.strip());
      } else if (page.isEmpty()) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + ": a sentence without a page; put '== PAGE' before it");
      } else {
        claims.add(new Claim(i + 1, page, line.strip(), new ArrayList<>()));
      }
    }
    return claims;
  }
}
