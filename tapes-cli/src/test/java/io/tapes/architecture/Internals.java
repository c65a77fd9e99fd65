package io.tapes.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;

/**
 * Packages whose types are public for the sister packages of their module alone: not exported, not
 * documented, and no part of what users see.
 */
final class Internals {

  /** Each internal package with the root of the packages that may use it. */
  static final Map<String, String> USERS =
      Map.of(
          "io.tapes.reporters.encoding", "io.tapes.reporters..",
          "io.tapes.distributed.aggregator", "io.tapes.distributed..",
          "io.tapes.distributed.box", "io.tapes.distributed..",
          "io.tapes.distributed.fork", "io.tapes.distributed..",
          "io.tapes.distributed.link", "io.tapes.distributed..",
          "io.tapes.distributed.wire", "io.tapes.distributed..",
          "io.tapes.distributed.worker", "io.tapes.distributed..");

  static final DescribedPredicate<JavaClass> INTERNAL =
      DescribedPredicate.describe(
          "internal classes", type -> USERS.containsKey(type.getPackageName()));

  private Internals() {}
}
