package io.tapes.spring;

import io.tapes.Registry;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows the nested map of this process, or what stands at a path into it. */
@Endpoint(id = "tapes")
final class TapesEndpoint {
  private final Registry registry;

  TapesEndpoint(Registry registry) {
    this.registry = registry;
  }

  @ReadOperation
  Map<String, Object> stats() {
    return registry.getStats();
  }

  /** Not found where nothing stands there. */
  @ReadOperation
  @Nullable Object at(@Selector String path) {
    return registry.snapshot().at(path).orElse(null);
  }
}
