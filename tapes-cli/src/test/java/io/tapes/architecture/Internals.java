package io.tapes.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;

/**
 * Packages whose types are public for sister packages alone: not exported to applications, not
 * documented, and no part of what users see.
 */
final class Internals {

  /** Each internal package with the packages that may use it. */
  static final Map<String, List<String>> USERS =
      Map.ofEntries(
          Map.entry("io.tapes.blackbox", List.of("io.tapes.blackbox", "io.tapes.distributed..")),
          Map.entry(
              "io.tapes.recording", List.of("io.tapes", "io.tapes.recording", "io.tapes.blackbox")),
          Map.entry("io.tapes.files", List.of("io.tapes..")),
          Map.entry("io.tapes.sources", List.of("io.tapes", "io.tapes.sources")),
          Map.entry("io.tapes.support", List.of("io.tapes..")),
          Map.entry(
              "io.tapes.reporters.encoding",
              List.of("io.tapes.reporters..", "io.tapes.spectator..")),
          Map.entry("io.tapes.distributed.aggregator", List.of("io.tapes.distributed..")),
          Map.entry("io.tapes.distributed.box", List.of("io.tapes.distributed..")),
          Map.entry("io.tapes.distributed.fork", List.of("io.tapes.distributed..")),
          Map.entry("io.tapes.distributed.link", List.of("io.tapes.distributed..")),
          Map.entry("io.tapes.distributed.wire", List.of("io.tapes.distributed..")),
          Map.entry("io.tapes.distributed.worker", List.of("io.tapes.distributed..")));

  static final DescribedPredicate<JavaClass> INTERNAL =
      DescribedPredicate.describe(
          "internal classes", type -> USERS.containsKey(type.getPackageName()));

  private Internals() {}
}
