package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Snapshot;
import org.junit.jupiter.api.Test;

class ReporterNamesTest {
  @Test
  void of_aLambda_isTheClassThatItStandsIn() {
    Reporter lambda = snapshot -> {};
    assertEquals("ReporterNamesTest", lambda.name());
  }

  @Test
  void of_aClassWithoutAName_isWhereItStands() {
    Reporter anonymous =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) {}
        };
    assertEquals("ReporterNamesTest$1", anonymous.name());
  }

  @Test
  void of_aNestedClass_isItsSimpleName() {
    assertEquals("Nested", new Nested().name());
    assertEquals("$$LambdaOfAnotherCompiler", ReporterNames.of($$LambdaOfAnotherCompiler.class));
  }

  private static final class Nested implements Reporter {
    @Override
    public void report(Snapshot snapshot) {}
  }

  private static final class $$LambdaOfAnotherCompiler {}
}
