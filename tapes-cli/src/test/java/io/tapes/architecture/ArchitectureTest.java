package io.tapes.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which package may use which. A rule about a package that does not exist yet passes. */
class ArchitectureTest {

  /** Everything that is not another module's is the core's, so a new core package is bound too. */
  private static final DescribedPredicate<JavaClass> CORE =
      resideInAPackage("io.tapes..")
          .and(
              not(
                  resideInAnyPackage(
                      "io.tapes.reporters..",
                      "io.tapes.distributed..",
                      "io.tapes.annotations..",
                      "io.tapes.micrometer..",
                      "io.tapes.weaver..",
                      "io.tapes.dropwizard..",
                      "io.tapes.spectator..",
                      "io.tapes.prometheus.client..",
                      "io.tapes.opentelemetry..",
                      "io.tapes.test..",
                      "io.tapes.cli..")))
          .as("core classes");

  private static final DescribedPredicate<JavaClass> WHAT_CORE_MAY_USE =
      CORE.or(resideInAnyPackage("java..", "org.slf4j..", "org.jspecify.."));

  private static final List<String> BACKENDS =
      List.of(
          "cloudwatch",
          "console",
          "csv",
          "elasticsearch",
          "graphite",
          "hdrhistogram",
          "http",
          "influx",
          "jmx",
          "opentsdb",
          "otlp",
          "slf4j",
          "spectatord",
          "statsd",
          "stream");

  /** Each package of a bridge, and that of the library it is a bridge to. */
  private static final Map<String, String> BRIDGES =
      Map.of(
          "io.tapes.dropwizard..", "com.codahale.metrics..",
          "io.tapes.micrometer..", "io.micrometer.core..",
          "io.tapes.prometheus.client..", "io.prometheus.metrics.model..",
          "io.tapes.opentelemetry..", "io.opentelemetry..");

  private static final DescribedPredicate<JavaClass> MANAGEMENT =
      resideInAnyPackage("javax.management..", "com.sun.management..");

  @Test
  void import_findsTheClasses() {
    assertFalse(
        Production.CLASSES.isEmpty(),
        "No class of io.tapes is on the class path: every rule is void.");
  }

  @Test
  void packages_haveNoCycles() {
    check(slices().assignedFrom(eachPackage()).should().beFreeOfCycles());
  }

  @Test
  void core_dependsOnSlf4jOnly() {
    check(
        classes()
            .that(CORE)
            .and()
            .resideOutsideOfPackage("io.tapes.jvm..")
            .should()
            .onlyDependOnClassesThat(WHAT_CORE_MAY_USE));
  }

  @Test
  void jvmMetrics_readTheManagementInterfacesToo() {
    check(
        classes()
            .that()
            .resideInAPackage("io.tapes.jvm..")
            .should()
            .onlyDependOnClassesThat(WHAT_CORE_MAY_USE.or(MANAGEMENT)));
  }

  @Test
  void reporters_dependOnNeitherDistributedNorCli() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tapes.reporters..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tapes.distributed..", "io.tapes.annotations..", "io.tapes.cli.."));
  }

  @Test
  void distributed_dependsOnNeitherReportersNorCli() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tapes.distributed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tapes.reporters..", "io.tapes.annotations..", "io.tapes.cli.."));
  }

  @Test
  void spectator_dependsOnReportersOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tapes.spectator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tapes.distributed..",
                "io.tapes.annotations..",
                "io.tapes.cli..",
                "io.netty.."));
  }

  /** Woven code and the runtime meet by name only. */
  @Test
  void weaver_knowsNoOtherModule() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tapes.weaver..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.tapes..")
                    .and(not(resideInAPackage("io.tapes.weaver..")))
                    .as("other modules' classes")));
  }

  @Test
  void annotations_dependOnCoreOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("io.tapes.annotations..")
            .should()
            .onlyDependOnClassesThat(
                WHAT_CORE_MAY_USE.or(resideInAPackage("io.tapes.annotations.."))));
  }

  /** What brings existing instrumentation in knows the core and its own peer. */
  @Test
  void bridges_dependOnCoreAndTheirPeer() {
    BRIDGES.forEach(
        (bridge, peer) ->
            check(
                classes()
                    .that()
                    .resideInAPackage(bridge)
                    .should()
                    .onlyDependOnClassesThat(
                        WHAT_CORE_MAY_USE.or(resideInAnyPackage(bridge, peer)))));
  }

  /** The two ends meet by frames; only an aggregator that is a worker of another one has both. */
  @Test
  void worker_doesNotKnowTheAggregator() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.tapes.distributed.worker..",
                "io.tapes.distributed.box..",
                "io.tapes.distributed.link..",
                "io.tapes.distributed.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tapes.distributed.aggregator.."));
  }

  @Test
  void wire_knowsNoSockets() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tapes.distributed.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zeromq..", "zmq..", "java.net..", "java.nio.channels.."));
  }

  @Test
  void formats_andWhatTheyAreMadeOf_doNoInputOrOutput() {
    DescribedPredicate<JavaClass> formats =
        MadeOf.classes(
            simpleNameEndingWith("Format").as("formats"), resideInAPackage("io.tapes.reporters.."));
    assertTrue(
        formats.test(Production.CLASSES.get("io.tapes.reporters.encoding.ProtoBytes")),
        "Nothing is reached from a format: the rule is void.");
    check(
        noClasses()
            .that(formats)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net..",
                "java.nio.file..",
                "java.nio.channels..",
                "io.netty..",
                "io.tapes.reporters.transport.."));
  }

  @Test
  void transports_knowNothingOfWhatTheyCarry() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tapes.reporters.transport..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.tapes.reporters..")
                    .and(not(resideInAPackage("io.tapes.reporters.transport..")))
                    .as("classes of formats and reporters")));
  }

  /** JSON and Prometheus are formats of the stream and of HTTP; a backend is nobody else's. */
  @Test
  void backends_doNotKnowEachOther() {
    for (String backend : BACKENDS) {
      check(
          noClasses()
              .that()
              .resideInAPackage("io.tapes.reporters..")
              .and()
              .resideOutsideOfPackage("io.tapes.reporters." + backend)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.tapes.reporters." + backend));
    }
  }

  @Test
  void internalPackages_areUsedBySistersOnly() {
    Internals.USERS.forEach(
        (internal, users) ->
            check(
                noClasses()
                    .that()
                    .resideOutsideOfPackages(users.toArray(new String[0]))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(internal)));
  }

  @Test
  void netty_isUsedByHttpUnixDatagramsAndSnappyOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tapes.reporters.http..")
            .and()
            .haveNameNotMatching(
                "io\\.tapes\\.reporters\\.(transport\\.Epoll(Datagrams|Versions)(\\$.*)?"
                    + "|prometheus\\.SnappyBlocks)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."));
  }

  @Test
  void zeroMq_isUsedByDistributedOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tapes.distributed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zeromq..", "zmq.."));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(Production.CLASSES);
  }

  private static SliceAssignment eachPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return resideInAPackage("io.tapes..").test(type)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "each package";
      }
    };
  }
}
