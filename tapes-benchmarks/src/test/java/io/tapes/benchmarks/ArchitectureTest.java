package io.tapes.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tapes.benchmarks");

  @Test
  void packages_haveNoCycles() {
    assertTrue(
        CLASSES.contain("io.tapes.benchmarks.shared.Values"), "No class is found: a void rule.");
    SlicesRuleDefinition.slices()
        .assignedFrom(eachPackage())
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** What JMH generates belongs to the benchmarks that it is generated for. */
  private static SliceAssignment eachPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("io.tapes.benchmarks") && !name.endsWith(".jmh_generated")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "each package";
      }
    };
  }
}
