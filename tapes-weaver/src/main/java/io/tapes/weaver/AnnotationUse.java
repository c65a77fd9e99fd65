package io.tapes.weaver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One annotation as a class file has it.
 *
 * @param type the internal name of its interface
 * @param values what is given; a default is not. Arrays are lists, enum constants their names
 */
record AnnotationUse(String type, Map<String, Object> values) {

  String text(String key, String otherwise) {
    return values.get(key) instanceof String text ? text : otherwise;
  }

  int number(String key, int otherwise) {
    return values.get(key) instanceof Integer number ? number : otherwise;
  }

  /** What the source says, one {@code key=value} a line, as the runtime wants it. */
  String spec() {
    StringJoiner lines = new StringJoiner("\n");
    values.forEach((key, value) -> addTo(lines, key.equals("tags") ? "tag" : key, value));
    return lines.toString();
  }

  private static void addTo(StringJoiner lines, String key, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(each -> addTo(lines, key, each));
    } else {
      lines.add(key + "=" + (value instanceof Type type ? type.getClassName() : value));
    }
  }

  /** A visitor that fills in the values. */
  AnnotationVisitor filler() {
    return new Filler(values);
  }

  static AnnotationUse of(String descriptor) {
    return new AnnotationUse(Type.getType(descriptor).getInternalName(), new LinkedHashMap<>());
  }

  private static final class Filler extends AnnotationVisitor {
    private final Map<String, Object> values;

    Filler(Map<String, Object> values) {
      super(Opcodes.ASM9);
      this.values = values;
    }

    @Override
    public void visit(String name, Object value) {
      values.put(name, value);
    }

    @Override
    public void visitEnum(String name, String descriptor, String value) {
      values.put(name, value);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String name, String descriptor) {
      AnnotationUse use = of(descriptor);
      values.put(name, use);
      return use.filler();
    }

    @Override
    public AnnotationVisitor visitArray(String name) {
      List<Object> list = new ArrayList<>();
      values.put(name, list);
      return new Elements(list);
    }
  }

  private static final class Elements extends AnnotationVisitor {
    private final List<Object> list;

    Elements(List<Object> list) {
      super(Opcodes.ASM9);
      this.list = list;
    }

    @Override
    public void visit(String name, Object value) {
      list.add(value);
    }

    @Override
    public void visitEnum(String name, String descriptor, String value) {
      list.add(value);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String name, String descriptor) {
      AnnotationUse use = of(descriptor);
      list.add(use);
      return use.filler();
    }
  }
}
