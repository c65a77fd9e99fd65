package io.tapes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.files.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What destinations had when the process ended without delivering everything, beside the file of
 * the sums: the next process goes on from there. One thread at a time may use it.
 */
final class DeliveryFile {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeliveryFile() {}

  static void write(Path file, List<Deliveries.Kept> kept) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION);
    ArrayNode destinations = root.putArray("destinations");
    for (Deliveries.Kept one : kept) {
      ObjectNode node = destinations.addObject();
      node.put("destination", one.destination()).put("millis", one.delivered().wallMillis());
      ArrayNode series = node.putArray("series");
      one.delivered().series().forEach(value -> DeliveredValues.write(value, series));
    }
    Path temporary = TemporaryFiles.beside(file);
    try {
      Files.createFile(temporary, OwnerOnly.attributes(temporary));
      Files.write(temporary, JSON.writeValueAsBytes(root), StandardOpenOption.WRITE);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Empty where there is no such file. */
  static List<Deliveries.Kept> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode root = JSON.readTree(Files.readAllBytes(file));
    if (root.path("version").asInt() != VERSION) {
      throw new IOException("'" + file + "' is of another version");
    }
    try {
      List<Deliveries.Kept> kept = new ArrayList<>();
      for (JsonNode node : root.path("destinations")) {
        List<Series> series = new ArrayList<>();
        for (JsonNode value : node.path("series")) {
          series.add(DeliveredValues.read(value));
        }
        Snapshot delivered = Snapshot.of(node.path("millis").asLong(), series);
        kept.add(new Deliveries.Kept(node.path("destination").asText(), Map.of(), delivered));
      }
      return kept;
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + file + "' is damaged: " + UserError.reason(e), e);
    }
  }
}
