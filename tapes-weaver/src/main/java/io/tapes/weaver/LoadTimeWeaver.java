package io.tapes.weaver;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weaves each class that the JVM is about to define. */
final class LoadTimeWeaver implements ClassFileTransformer {

  /*
   * The JVM swallows what a transformer throws and goes on with the class as it was. So whatever
   * goes wrong here is said on standard error, and in strict mode the class becomes one that fails
   * when it is used.
   */

  private final Instrumentation instrumentation;
  private final boolean strict;

  LoadTimeWeaver(Instrumentation instrumentation, boolean strict) {
    this.instrumentation = instrumentation;
    this.strict = strict;
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] file) {
    if (loader == null || name == null || !Weaver.mayConcern(file)) {
      return null;
    }
    try {
      return weave(module, loader, name, file);
    } catch (Throwable e) {
      return failed(name, file, e.toString());
    }
  }

  /** True for a loaded class that has something to weave. */
  boolean concerns(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type.isArray() || type.isHidden()) {
      return false;
    }
    byte[] file = find(loader, type.getName().replace('.', '/'));
    return file != null && Weaver.mayConcern(file);
  }

  /** Standard error: there need be no logging, and a log of the application may not be up yet. */
  void say(String sentence) {
    System.err.println("Tapes weaver: " + sentence);
  }

  private byte @Nullable [] weave(Module module, ClassLoader loader, String name, byte[] file)
      throws ClassNotFoundException {
    Outcome outcome = new Weaver(new Supertypes(type -> find(loader, type))).weave(file);
    outcome.warnings().forEach(this::say);
    if (!outcome.errors().isEmpty()) {
      return failed(name, file, String.join("; ", outcome.errors()));
    }
    if (!outcome.changed()) {
      return null;
    }
    if (module.isNamed()) {
      Module runtime = Class.forName(Names.RUNTIME, false, loader).getModule();
      if (!module.canRead(runtime)) {
        instrumentation.redefineModule(
            module, Set.of(runtime), Map.of(), Map.of(), Set.of(), Map.of());
      }
    }
    return outcome.file();
  }

  private byte @Nullable [] failed(String name, byte[] file, String reason) {
    String sentence = name.replace('/', '.') + " is not woven: " + reason;
    say(sentence);
    return strict ? Broken.of(file, "Tapes weaver: " + sentence) : null;
  }

  private static byte @Nullable [] find(ClassLoader loader, String internalName) {
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }
}
