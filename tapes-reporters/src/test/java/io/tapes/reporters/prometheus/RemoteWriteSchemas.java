package io.tapes.reporters.prometheus;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import java.util.Locale;

/** The messages of both versions of the protocol, by the facts of their specifications. */
final class RemoteWriteSchemas {
  static final Descriptor V1 =
      file(
          "prometheus",
          message("WriteRequest", "*TimeSeries timeseries 1", "*MetricMetadata metadata 3"),
          message(
              "TimeSeries",
              "*Label labels 1",
              "*Sample samples 2",
              "*Exemplar exemplars 3",
              "*Histogram histograms 4"),
          message("Label", "string name 1", "string value 2"),
          message("Exemplar", "*Label labels 1", "double value 2", "int64 timestamp 3"),
          message(
              "MetricMetadata",
              "uint32 type 1",
              "string metric_family_name 2",
              "string help 4",
              "string unit 5"));

  static final Descriptor V2 =
      file(
          "io.prometheus.write.v2",
          message("Request", "*string symbols 4", "*TimeSeries timeseries 5"),
          message(
              "TimeSeries",
              "*uint32 labels_refs 1",
              "*Sample samples 2",
              "*Histogram histograms 3",
              "*Exemplar exemplars 4",
              "Metadata metadata 5",
              "int64 created_timestamp 6"),
          message("Exemplar", "*uint32 labels_refs 1", "double value 2", "int64 timestamp 3"),
          message("Metadata", "uint32 type 1", "uint32 help_ref 3", "uint32 unit_ref 4"));

  private RemoteWriteSchemas() {}

  /** The first message of a file, which has those that both versions share as well. */
  private static Descriptor file(String name, DescriptorProto... messages) {
    try {
      return FileDescriptor.buildFrom(
              FileDescriptorProto.newBuilder()
                  .setName(name + ".proto")
                  .setPackage(name)
                  .setSyntax("proto3")
                  .addAllMessageType(List.of(messages))
                  .addMessageType(message("Sample", "double value 1", "int64 timestamp 2"))
                  .addMessageType(message("BucketSpan", "sint32 offset 1", "uint32 length 2"))
                  .addMessageType(
                      message(
                          "Histogram",
                          "uint64 count_int 1",
                          "double count_float 2",
                          "double sum 3",
                          "sint32 schema 4",
                          "double zero_threshold 5",
                          "uint64 zero_count_int 6",
                          "double zero_count_float 7",
                          "*BucketSpan negative_spans 8",
                          "*sint64 negative_deltas 9",
                          "*double negative_counts 10",
                          "*BucketSpan positive_spans 11",
                          "*sint64 positive_deltas 12",
                          "*double positive_counts 13",
                          "uint32 reset_hint 14",
                          "int64 timestamp 15"))
                  .build(),
              new FileDescriptor[0])
          .getMessageTypes()
          .get(0);
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  /** A message of fields {@code type name number}, repeated ones with an asterisk before. */
  private static DescriptorProto message(String name, String... fields) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    for (String field : fields) {
      boolean repeated = field.startsWith("*");
      String[] words = (repeated ? field.substring(1) : field).split(" ", -1);
      FieldDescriptorProto.Builder one =
          FieldDescriptorProto.newBuilder()
              .setName(words[1])
              .setNumber(Integer.parseInt(words[2]))
              .setLabel(
                  repeated
                      ? FieldDescriptorProto.Label.LABEL_REPEATED
                      : FieldDescriptorProto.Label.LABEL_OPTIONAL);
      if (Character.isUpperCase(words[0].charAt(0))) {
        one.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(words[0]);
      } else {
        one.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + words[0].toUpperCase(Locale.ROOT)));
      }
      message.addField(one);
    }
    return message.build();
  }
}
