package io.tapes.spring;

import io.tapes.Registry;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;

/** Configures the actuator endpoints; Micrometer's own of Prometheus has precedence over ours. */
@AutoConfiguration(after = TapesAutoConfiguration.class)
@ConditionalOnBean(Registry.class)
final class TapesEndpointAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  TapesEndpoint tapesEndpoint(Registry registry) {
    return new TapesEndpoint(registry);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  @ConditionalOnMissingClass("io.micrometer.prometheusmetrics.PrometheusMeterRegistry")
  TapesPrometheusEndpoint tapesPrometheusEndpoint(Registry registry) {
    return new TapesPrometheusEndpoint(registry);
  }
}
