package io.tapes.reporters.prometheus.parse;

import io.tapes.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses one page, line by line. */
final class PageParser {
  /*
   * What is held: the names of the families, because none may come back, and the series under way.
   * In OpenMetrics the samples of a series stand together, so that is one. The text format allows the
   * samples of a family in any order: series of several samples are held until they have what they
   * must have and another one begins, in practice one as well.
   */
  /** The most characters of names of families. */
  private static final long NAMES = 16 << 20;

  private static final int LEFT_OUT = 100;

  private final PageLines lines;
  private final boolean openMetrics;
  private final boolean timestamps;
  private final SeriesMaker.Out out;
  private final List<String> leftOut = new ArrayList<>();
  private final Set<String> claimed = new HashSet<>();
  private final Map<Tags, SampleGroup> open = new LinkedHashMap<>();
  private @Nullable ParsedFamily family;
  private @Nullable SeriesMaker maker;
  private @Nullable Tags last;
  private long namesLength;
  private boolean ended;

  PageParser(PageLines lines, boolean openMetrics, boolean timestamps, SeriesMaker.Out out) {
    this.lines = lines;
    this.openMetrics = openMetrics;
    this.timestamps = timestamps;
    this.out = out;
  }

  /** Parses all; returns sentences about what was left out. */
  List<String> parse() throws IOException {
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        line(line, lines.isUnfinished());
      }
      if (openMetrics && !ended) {
        throw new Malformed("the page ends without '# EOF'; it was cut off, or is another format");
      }
      endFamily();
    } catch (Malformed e) {
      throw new PrometheusSyntaxException(e.line(lines.number()), e.getMessage());
    }
    return leftOut;
  }

  private void line(String line, boolean unfinished) throws Malformed {
    if (ended) {
      throw new Malformed("a line behind '# EOF'; let it be the last");
    }
    if (openMetrics && line.equals("# EOF")) {
      ended = true;
      return;
    }
    if (unfinished) {
      throw new Malformed("the page ends within a line; it was cut off, or lacks its line feed");
    }
    String text = openMetrics ? line : line.strip();
    if (text.startsWith("#")) {
      comment(text);
    } else if (!text.isEmpty()) {
      sample(new SampleLine(line, openMetrics).read());
    } else if (openMetrics) {
      throw new Malformed("an empty line, which OpenMetrics does not allow");
    }
  }

  private void comment(String line) throws Malformed {
    CommentLine comment = CommentLine.of(line, openMetrics);
    if (comment == null) {
      return;
    }
    ParsedFamily described = described(comment.name());
    switch (comment.keyword()) {
      case "TYPE" -> described.setType(openMetrics ? comment.text() : comment.text().strip());
      case "UNIT" -> described.setUnit(comment.text());
      default -> described.setHelp(comment.unescaped(openMetrics));
    }
  }

  private ParsedFamily described(String name) throws Malformed {
    ParsedFamily known = family;
    return known != null && known.name.equals(name) ? known : begin(name);
  }

  private ParsedFamily begin(String name) throws Malformed {
    endFamily();
    ParsedFamily begun = new ParsedFamily(name, openMetrics);
    if (claimed.contains(name)) {
      throw new Malformed(
          "metric "
              + Malformed.shown(name)
              + " was there already, or has the name of another one's sample; write all lines of a"
              + " metric together");
    }
    family = begun;
    maker = new SeriesMaker(begun, openMetrics, out, this::leaveOut);
    return begun;
  }

  private void leaveOut(String sentence) {
    if (leftOut.size() < LEFT_OUT) {
      leftOut.add(sentence);
    }
  }

  private void sample(Sample sample) throws Malformed {
    if (sample.timestamp() != null && !timestamps) {
      throw new Malformed("sample " + Malformed.shown(sample.name()) + " has a time; leave it out");
    }
    ParsedFamily of = family;
    String suffix = of == null ? null : of.suffix(sample.name());
    if (of == null || suffix == null) {
      if (of != null && of.name.equals(sample.name())) {
        throw new Malformed(
            Malformed.shown(sample.name())
                + " is no sample of a "
                + of.type().word()
                + "; their names end in "
                + of.type().suffixes(openMetrics));
      }
      of = begin(sample.name());
      suffix = "";
    }
    if (!of.hasBegun()) {
      of.begin();
    }
    if (sample.hasExemplar()
        && !suffix.equals("_bucket")
        && !(suffix.equals("_total") && of.type() == FamilyType.COUNTER)) {
      throw new Malformed("an exemplar behind a sample that is neither a bucket nor a _total");
    }
    String own = suffix.equals("_bucket") || suffix.isEmpty() ? of.type().ownLabel() : "";
    Tags tags = sample.tagsWithout(own);
    if (last == null || !tags.equals(last)) {
      endGroups();
      last = tags;
    }
    if (of.type() == FamilyType.STATESET) {
      sample.label(of.name);
    }
    SampleGroup group = open.get(tags);
    if (group == null) {
      group = SampleGroups.of(of.type(), openMetrics);
      open.put(tags, group);
    }
    group.take(suffix, sample, lines.number());
  }

  /** Another series begins: ends those that are whole, in OpenMetrics all. */
  private void endGroups() throws Malformed {
    for (var group = open.entrySet().iterator(); group.hasNext(); ) {
      Map.Entry<Tags, SampleGroup> one = group.next();
      if (openMetrics || one.getValue().isComplete()) {
        end(one.getValue(), one.getKey());
        group.remove();
      }
    }
  }

  private void end(SampleGroup group, Tags tags) throws Malformed {
    SeriesMaker made = maker;
    if (made == null) {
      return;
    }
    try {
      group.end(made, tags);
    } catch (Malformed e) {
      throw e.at(group.line());
    }
  }

  private void endFamily() throws Malformed {
    for (Map.Entry<Tags, SampleGroup> group : open.entrySet()) {
      end(group.getValue(), group.getKey());
    }
    open.clear();
    last = null;
    ParsedFamily known = family;
    if (known != null) {
      claim(known);
    }
  }

  private void claim(ParsedFamily of) throws Malformed {
    for (String claim : of.claims()) {
      if (!claimed.add(claim)) {
        throw new Malformed(
            "the name "
                + Malformed.shown(claim)
                + ", which "
                + of.type().word()
                + " "
                + Malformed.shown(of.name)
                + " needs, is that of another metric");
      }
      namesLength += claim.length();
    }
    if (namesLength > NAMES) {
      throw new Malformed("the names of the metrics have more than " + NAMES + " characters");
    }
  }
}
