package io.tapes.distributed;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which series differ between two snapshots of one registry. */
final class SnapshotDiff {
  /**
   * One series that differs.
   *
   * @param id which
   * @param before what it was, null where it is new
   * @param value what it is, null where it is no longer there
   */
  record Change(SeriesId id, @Nullable MetricValue before, @Nullable MetricValue value) {}

  private SnapshotDiff() {}

  /**
   * Walks two ordered lists side by side. Both come from the same registry, so what did not change
   * is the same instance on both sides, and an idle series costs one comparison of references.
   */
  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  static List<Change> of(List<Series> before, List<Series> now) {
    List<Change> changes = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < now.size()) {
      if (i < before.size() && j < now.size() && before.get(i) == now.get(j)) {
        i++;
        j++;
        continue;
      }
      int order =
          i == before.size()
              ? 1
              : j == now.size() ? -1 : before.get(i).id().compareTo(now.get(j).id());
      if (order < 0) {
        Series gone = before.get(i++);
        changes.add(new Change(gone.id(), gone.value(), null));
      } else if (order > 0) {
        Series added = now.get(j++);
        changes.add(new Change(added.id(), null, added.value()));
      } else {
        Series old = before.get(i++);
        Series next = now.get(j++);
        if (!CellValues.same(old.value(), next.value())) {
          changes.add(new Change(next.id(), old.value(), next.value()));
        }
      }
    }
    return changes;
  }
}
