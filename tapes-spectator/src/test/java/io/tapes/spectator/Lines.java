package io.tapes.spectator;

import java.util.List;
import java.util.Map;

/** Registries that write to memory, whatever the environment says. */
final class Lines {
  private Lines() {}

  static SpectatorConfig.Builder config() {
    return SpectatorConfig.builder().environment(Map.of());
  }

  static SpectatorRegistry at(String location) {
    return SpectatorRegistry.create(config().location(location).build());
  }

  static SpectatorRegistry memory() {
    return memory(Map.of());
  }

  static SpectatorRegistry memory(Map<String, String> commonTags) {
    return SpectatorRegistry.create(
        config().location("memory").extraCommonTags(commonTags).build());
  }

  static List<String> of(SpectatorRegistry registry) {
    return ((MemoryWriter) registry.writer()).get();
  }
}
