package io.tapes.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapes.benchmarks.accuracy.AccuracyRow;
import io.tapes.benchmarks.distributed.DistributedFigure;
import io.tapes.benchmarks.goals.Goals;
import io.tapes.benchmarks.goals.Report;
import io.tapes.benchmarks.goals.Results;
import io.tapes.benchmarks.goals.Row;
import io.tapes.benchmarks.memory.MemoryRow;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a run: what JMH and the other measurements wrote, and what is made of them. */
record ResultFolder(Path path) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(String name, List<?> rows) throws IOException {
    MAPPER.writeValue(path.resolve(name).toFile(), rows);
  }

  /**
   * Compares everything in this folder with the goals; writes results.json and performance.md.
   *
   * @param command that the run was started with
   * @param part whether only a part was run, so that missing figures are no news
   * @return the table and its summary
   */
  String summarise(String command, boolean part) throws IOException {
    ArrayNode jmh = MAPPER.createArrayNode();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "jmh-*.json")) {
      for (Path file : files) {
        if (Files.size(file) > 0) {
          MAPPER.readTree(file.toFile()).forEach(jmh::add);
        }
      }
    }
    Results results = new Results();
    results.addJmh(jmh);
    results.addMemory(read("memory.json", MemoryRow.class));
    results.addAccuracy(read("accuracy.json", AccuracyRow.class));
    results.addDistributed(read("distributed.json", DistributedFigure.class));
    List<Row> rows = Goals.check(results);
    String machine = Machine.describe();
    ObjectNode all = MAPPER.createObjectNode();
    all.put("machine", machine).put("command", command);
    all.set("goals", json(rows));
    all.set("memory", json(read("memory.json", MemoryRow.class)));
    all.set("accuracy", json(read("accuracy.json", AccuracyRow.class)));
    all.set("distributed", json(read("distributed.json", DistributedFigure.class)));
    all.set("jmh", withoutPaths(jmh));
    MAPPER.writeValue(path.resolve("results.json").toFile(), all);
    Files.writeString(path.resolve("performance.md"), Report.markdown(results, machine, command));
    List<Row> shown =
        part ? rows.stream().filter(row -> row.verdict().isMeasured()).toList() : rows;
    return Report.goals(shown).text() + "\n" + Goals.summary(rows) + "\n";
  }

  private <T> List<T> read(String name, Class<T> type) throws IOException {
    Path file = path.resolve(name);
    return Files.exists(file) ? MAPPER.readerForListOf(type).readValue(file.toFile()) : List.of();
  }

  private static JsonNode json(List<?> rows) {
    return MAPPER.valueToTree(rows);
  }

  /** JMH names the JVM's place on the disk, which is private. */
  private static ArrayNode withoutPaths(ArrayNode jmh) {
    jmh.forEach(entry -> ((ObjectNode) entry).remove("jvm"));
    return jmh;
  }
}
