package io.tapes.spring;

import io.tapes.Registry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Configures the part {@code tapes} of the application's health. */
@AutoConfiguration(after = TapesAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Registry.class)
@ConditionalOnEnabledHealthIndicator("tapes")
final class TapesHealthAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean(name = "tapesHealthIndicator")
  HealthIndicator tapesHealthIndicator(Registry registry) {
    return new TapesHealthIndicator(registry);
  }
}
