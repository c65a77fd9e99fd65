package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** To the backend of this test upper and lower case are the same. */
class IdentitiesTest {
  private final Identities identities =
      new Identities(
          new LineFormat() {
            @Override
            public void write(
                Series series, @Nullable MetricValue sent, long wallMillis, LineSink out) {
              throw new AssertionError("nothing is written here");
            }

            @Override
            public String identity(Series series) {
              return series.name().startsWith("free") ? "" : lower(series);
            }
          });

  private static String lower(Series series) {
    return series.name().toLowerCase(Locale.ROOT);
  }

  private static Series series(String name) {
    return Series.counter(new SeriesId(name, Tags.empty()), 1);
  }

  private static Snapshot snapshot(String... names) {
    List<Series> series = new ArrayList<>();
    for (String name : names) {
      series.add(series(name));
    }
    return Snapshot.of(0, series);
  }

  /** What is written in the place of each series, in their order. */
  private List<String> report(String... names) {
    Snapshot now = snapshot(names);
    List<String> written = identities.resolve(now).stream().map(SeriesId::name).toList();
    identities.reported(now);
    return written;
  }

  @Test
  void theFirstOfThoseThatComeTogether_hasTheIdentity() {
    assertEquals(List.of("AA", "AA", "AA", "b"), report("AA", "Aa", "aa", "b"));
    assertEquals(List.of("FREE", "FREE", "free", "free1"), report("FREE", "free", "free1", "FREe"));
  }

  @Test
  void aSeries_keepsItsIdentity_whenOneBeforeItAppears() {
    assertEquals(List.of("aa", "b"), report("aa", "b"));
    assertEquals(List.of("aa", "aa", "b"), report("AA", "aa", "b"));
    assertEquals(List.of("aa", "aa", "aa"), report("AA", "Aa", "aa"));
    assertEquals(List.of("aa", "aa"), report("AA", "aa"));
    assertEquals(List.of("AA"), report("AA"), "the owner is gone");
    assertEquals(List.of("AA", "AA"), report("AA", "aa"), "and comes back too late");
  }

  @Test
  void whenTheOwnerGoes_theFirstOfTheOthersFollows() {
    assertEquals(List.of("Aa"), report("Aa"));
    assertEquals(List.of("Aa", "Aa", "Aa"), report("AA", "Aa", "aa"));
    assertEquals(List.of("AA", "AA"), report("AA", "aa"));
    assertEquals(List.of("AA", "AA", "AA"), report("AA", "Aa", "aa"));
  }

  @Test
  void whatIsGone_hasItsIdentityTaken_byWhatThereIsInTheReportUnderWay() {
    report("aa", "b");
    Snapshot now = snapshot("AA", "c");
    identities.resolve(now);
    assertTrue(identities.isTaken(series("aa")));
    assertFalse(identities.isTaken(series("b")));
    assertEquals("AA", identities.ownerOf(series("aa")).name());
    assertEquals("b", identities.ownerOf(series("b")).name());
  }
}
