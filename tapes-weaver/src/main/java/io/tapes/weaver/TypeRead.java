package io.tapes.weaver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/** Reads the declarations of a class file; no code. */
final class TypeRead extends ClassVisitor {
  final List<AnnotationUse> annotations = new ArrayList<>();
  final List<MethodRead> methods = new ArrayList<>();
  private boolean inner;
  private final Set<String> components = new HashSet<>();
  int version;
  int access;
  String name = "";
  String superName = "";
  String source = "";

  TypeRead() {
    super(Opcodes.ASM9);
  }

  boolean is(int flag) {
    return (access & flag) != 0;
  }

  /** The name as it is written in Java, except that nested classes have their dollar. */
  String dotted() {
    return name.replace('/', '.');
  }

  boolean isAnnotated(String annotation) {
    return annotations.stream().anyMatch(each -> each.type().equals(annotation));
  }

  /** The name of a metric as far as it is known from the class file. */
  String rendered(String template, MethodRead method, Kind kind) {
    return (template.isEmpty() ? "{declaring}.{method}" + kind.suffix : template)
        .replace("{declaring}", dotted().replace('$', '.'))
        .replace("{method}", method.isConstructor() ? "new" : method.name());
  }

  /** How many parameters of a constructor the compiler put before those of the source. */
  int hiddenParameters(MethodRead method) {
    if (!method.isConstructor()) {
      return 0;
    }
    return is(Opcodes.ACC_ENUM) ? 2 : inner ? 1 : 0;
  }

  @Override
  public void visitInnerClass(
      String inner, @Nullable String outer, @Nullable String simple, int access) {
    if (inner.equals(name)) {
      this.inner = (access & Opcodes.ACC_STATIC) == 0;
    }
  }

  /** True if the marker of an earlier weaving is there. */
  boolean isWoven() {
    return isAnnotated(Names.MARKER);
  }

  /** True for what the compiler adds to a record: an annotation of the record does not mean it. */
  boolean isImplicit(MethodRead method) {
    return is(Opcodes.ACC_RECORD)
        && (isAccessor(method)
            || method.isOneOf("toString()Ljava/lang/String;", "hashCode()I")
            || method.isOneOf("equals(Ljava/lang/Object;)Z"));
  }

  private boolean isAccessor(MethodRead method) {
    return components.contains(method.name()) && method.descriptor().startsWith("()");
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String component, String descriptor, @Nullable String signature) {
    components.add(component);
    return new RecordComponentVisitor(Opcodes.ASM9) {};
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.version = version & 0xffff;
    this.access = access;
    this.name = name;
    this.superName = superName == null ? "" : superName;
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    this.source = source == null ? "" : source;
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return added(annotations, descriptor);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodRead method = new MethodRead(access, name, descriptor, new ArrayList<>());
    methods.add(method);
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return added(method.annotations(), type);
      }
    };
  }

  private static AnnotationVisitor added(List<AnnotationUse> list, String descriptor) {
    AnnotationUse use = AnnotationUse.of(descriptor);
    list.add(use);
    return use.filler();
  }
}
