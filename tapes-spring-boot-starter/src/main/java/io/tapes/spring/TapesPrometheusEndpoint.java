package io.tapes.spring;

import io.tapes.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** The page for Prometheus, in the format that the scraper asks for. */
@WebEndpoint(id = "prometheus")
final class TapesPrometheusEndpoint {
  private final Registry registry;

  TapesPrometheusEndpoint(Registry registry) {
    this.registry = registry;
  }

  @ReadOperation(producesFrom = ScrapeFormat.class)
  WebEndpointResponse<byte[]> scrape(ScrapeFormat format, @Nullable Set<String> includedNames)
      throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    format
        .format()
        .only(includedNames == null ? Set.of() : includedNames)
        .write(registry.snapshot(), page);
    return new WebEndpointResponse<>(page.toByteArray(), format);
  }
}
