package io.tapes.distributed.box;

import io.tapes.distributed.wire.Id;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a black box says: so it is known before it is opened, and changes at once.
 *
 * @param place where its worker's aggregator listens
 * @param lineage whose it is; {@link Lineage#NONE} until its worker has heard an aggregator
 * @param incarnation the worker's
 */
record BoxName(Place place, long lineage, Id incarnation) {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-f]{" + Place.DIGITS + "})-([0-9a-f]{16})-([0-9a-f]{16})([0-9a-f]{16})\\.box");

  /** Empty if it is no black box of this version. */
  static Optional<BoxName> parse(Path file) {
    Matcher matcher = FORM.matcher(file.getFileName().toString());
    return matcher.matches()
        ? Optional.of(
            new BoxName(
                new Place(matcher.group(1)),
                Long.parseUnsignedLong(matcher.group(2), 16),
                new Id(
                    Long.parseUnsignedLong(matcher.group(3), 16),
                    Long.parseUnsignedLong(matcher.group(4), 16))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return String.format("%s-%016x-%s.box", place.key(), lineage, incarnation);
  }
}
