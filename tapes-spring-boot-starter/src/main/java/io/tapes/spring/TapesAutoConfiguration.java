package io.tapes.spring;

import io.tapes.Registry;
import io.tapes.annotations.AnnotationRegistries;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.jvm.JvmMetrics;
import io.tapes.micrometer.TapesMeterRegistry;
import io.tapes.report.ReportSchedule;
import io.tapes.report.Reporter;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the registry of the application, Micrometer's side of it, and the schedule of its
 * reporters.
 *
 * <p>The web server ends before any bean is destroyed, and each bean before those that it needs: so
 * the schedule reports for the last time, and then the registry delivers for the last time, after
 * the last request was answered.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration"
    },
    beforeName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
    })
@ConditionalOnBooleanProperty(name = "tapes.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TapesProperties.class)
public final class TapesAutoConfiguration {
  /** Called by Spring. */
  public TapesAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean(Registry.class)
  @ConditionalOnProperty("tapes.distributed.address")
  DistributedRegistry tapesDistributedRegistry(TapesProperties settings) throws IOException {
    return Registries.distributed(settings, String.valueOf(settings.distributed().address()));
  }

  @Bean
  @ConditionalOnMissingBean(Registry.class)
  Registry tapesRegistry(TapesProperties settings) {
    return Registries.local(settings);
  }

  @Bean
  @ConditionalOnMissingBean
  TapesMeterRegistry tapesMeterRegistry(Registry registry) {
    return new TapesMeterRegistry(registry);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty("tapes.jvm")
  JvmMetrics tapesJvmMetrics(Registry registry) {
    return JvmMetrics.register(registry);
  }

  @Bean
  @ConditionalOnBean(Reporter.class)
  @ConditionalOnMissingBean
  ReportSchedule tapesReportSchedule(
      Registry registry, List<Reporter> reporters, TapesProperties settings) {
    return ReportSchedule.every(
        settings.report().interval(), registry, reporters.toArray(new Reporter[0]));
  }

  /** Where woven methods and classes record, if there are any. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(AnnotationRegistries.class)
  static class Annotations {
    private static final Logger LOG = LoggerFactory.getLogger(TapesAutoConfiguration.class);

    @Bean
    InitializingBean tapesAnnotations(Registry registry) {
      return () -> {
        try {
          AnnotationRegistries.useByDefault(registry);
        } catch (IllegalStateException e) { // a class has metrics, perhaps of another application
          LOG.warn("annotated classes record where they did before: {}", e.getMessage());
        }
      };
    }
  }
}
