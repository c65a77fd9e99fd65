package io.tapes.prometheus.client;

import io.tapes.distribution.ForeignBuckets;
import java.util.ArrayList;
import java.util.List;

/**
 * One classic bucket of a histogram that may have native ones of the same values.
 *
 * @param above the bound below it, which is no part of it
 * @param upTo the bound that is
 */
record ClassicBucket(double above, double upTo, long values) {
  /*
   * The count is the classic bucket's, so that who cuts at the classic bounds finds their numbers;
   * how it is spread inside is told by the native buckets that lie there. Up to client_java 1.8
   * these are not always right: when it doubles their width, values below 1 move up by a bucket.
   */
  private record Part(double above, double upTo, double weight) {}

  /** Adds the values to a histogram. */
  void spread(NativeBuckets inside, ForeignBuckets to) {
    List<Part> parts = new ArrayList<>();
    inside.forEach((lower, upper, count) -> overlap(lower, upper, count, parts));
    double all = parts.stream().mapToDouble(Part::weight).sum();
    if (values == 0 || !(all > 0)) {
      to.add(above, upTo, values);
      return;
    }
    double weight = 0;
    long given = 0;
    for (Part part : parts) {
      weight += part.weight();
      long share = Math.min(values, Math.round(values * (weight / all))) - given;
      to.add(part.above(), part.upTo(), share);
      given += share;
    }
    to.add(above, upTo, values - given);
  }

  private void overlap(double lower, double upper, long count, List<Part> parts) {
    double from = Math.max(above, lower);
    double to = Math.min(upTo, upper);
    if (from < to) {
      double part = (to - from) / (upper - lower);
      parts.add(new Part(from, to, Double.isFinite(part) ? count * part : count));
    }
  }
}
