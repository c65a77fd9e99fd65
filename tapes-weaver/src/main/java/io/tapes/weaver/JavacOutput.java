package io.tapes.weaver;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The class output of the running compilation, wherever its file manager keeps it. */
final class JavacOutput implements Stages {
  private final Elements elements;
  private final Types types;
  private final Filer filer;

  JavacOutput(ProcessingEnvironment environment) {
    elements = environment.getElementUtils();
    types = environment.getTypeUtils();
    filer = environment.getFiler();
  }

  byte[] read(TypeElement type) throws IOException {
    byte[] file = read(folder(type), fileName(type));
    if (file == null) {
      throw new FileNotFoundException(fileName(type));
    }
    return file;
  }

  /** Replaces a class file that javac has written. */
  void write(TypeElement type, byte[] file) throws IOException {
    URI written =
        filer.getResource(StandardLocation.CLASS_OUTPUT, folder(type), fileName(type)).toUri();
    if ("file".equals(written.getScheme())) {
      // Through the Filer, javac would warn of a file that is written twice.
      Files.write(Path.of(written), file);
    } else {
      write(folder(type), fileName(type), file, type);
    }
  }

  byte @Nullable [] read(String folder, String name) throws IOException {
    try (InputStream in =
        filer.getResource(StandardLocation.CLASS_OUTPUT, folder, name).openInputStream()) {
      return in.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return null;
    }
  }

  void write(String folder, String name, byte[] file, TypeElement... origins) throws IOException {
    try (OutputStream out =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, folder, name, origins)
            .openOutputStream()) {
      out.write(file);
    }
  }

  @Override
  public boolean isStage(String internalName) {
    if (JDK.isStage(internalName)) {
      return true;
    }
    String name = internalName.replace('/', '.');
    TypeElement type = elements.getTypeElement(name);
    if (type == null) {
      type = elements.getTypeElement(name.replace('$', '.'));
    }
    TypeElement stage = elements.getTypeElement("java.util.concurrent.CompletionStage");
    return type != null
        && stage != null
        && types.isSubtype(types.erasure(type.asType()), types.erasure(stage.asType()));
  }

  /** True if the output has the class. */
  boolean exists(String binaryName) {
    int dot = binaryName.lastIndexOf('.');
    try {
      return read(
              dot < 0 ? "" : binaryName.substring(0, dot), binaryName.substring(dot + 1) + ".class")
          != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The package, with the module before it where several are compiled at once. */
  private String folder(TypeElement type) throws IOException {
    String name = elements.getPackageOf(type).getQualifiedName().toString();
    ModuleElement module = elements.getModuleOf(type);
    if (module == null || module.isUnnamed()) {
      return name;
    }
    String inModule = module.getQualifiedName() + "/" + name;
    try {
      filer.getResource(StandardLocation.CLASS_OUTPUT, inModule, fileName(type));
      return inModule;
    } catch (FilerException e) {
      return name; // the output has no folder for its only module
    }
  }

  private String fileName(TypeElement type) {
    String name = elements.getBinaryName(type).toString();
    return name.substring(name.lastIndexOf('.') + 1) + ".class";
  }
}
