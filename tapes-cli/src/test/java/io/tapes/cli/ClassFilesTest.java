package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFilesTest {
  private static final Set<String> MODULES = Set.of("java.logging", "java.prefs");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void everyFile_isInExactlyOneShare(int workers) throws Exception {
    List<ClassFiles.ClassFile> taken = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      taken.addAll(ClassFiles.share(MODULES, i, workers));
    }
    List<ClassFiles.ClassFile> all = ClassFiles.list(MODULES);
    assertEquals(all.size(), taken.size());
    assertEquals(new HashSet<>(all), new HashSet<>(taken));
  }

  @Test
  void files_areRealClassFilesOfTheirModule() throws Exception {
    List<ClassFiles.ClassFile> all = ClassFiles.list(MODULES);
    assertTrue(all.size() > 50, () -> all.size() + " files");
    for (ClassFiles.ClassFile file : all) {
      byte[] content = Files.readAllBytes(file.path());
      assertEquals((byte) 0xCA, content[0], file::toString);
      assertTrue(file.path().startsWith("/modules/" + file.module()), file::toString);
    }
  }

  @Test
  void noModuleNamed_meansAll() throws Exception {
    assertTrue(ClassFiles.moduleFolders(Set.of()).size() > 2);
  }

  @Test
  void unknownModule_isRefusedBySentence() {
    UserError e =
        assertThrows(UserError.class, () -> ClassFiles.moduleFolders(Set.of("no.such.module")));
    assertEquals(
        "this JDK has no module 'no.such.module'; 'java --list-modules' shows those it has",
        e.getMessage());
  }
}
