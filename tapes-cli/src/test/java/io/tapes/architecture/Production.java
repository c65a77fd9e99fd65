package io.tapes.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes of all published modules. */
final class Production {

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          // Libraries inside our jars under another name.
          .withImportOption(location -> !location.contains("/shaded/"))
          .importPackages("io.tapes");

  private Production() {}
}
