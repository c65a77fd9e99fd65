package io.tapes.weaver;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Weaves one folder or jar. */
final class StoreWeaving {
  private final ClassStore store;
  private final Weaver weaver;
  private int woven;
  private int wovenBefore;

  StoreWeaving(ClassStore store) {
    this.store = store;
    weaver = new Weaver(new Supertypes(this::find));
  }

  String summary() {
    return woven + " classes woven, " + wovenBefore + " woven before";
  }

  /** Weaves; false if something could not be woven, which is said then. Nothing is replaced. */
  boolean run(PrintStream err) throws IOException {
    boolean good = true;
    Map<String, byte[]> changed = new TreeMap<>();
    MeteredList list = MeteredList.parse(store.read(MeteredList.FILE));
    for (String name : store.classFiles()) {
      byte[] file = store.read(name);
      if (file == null || !Weaver.mayConcern(file)) {
        continue;
      }
      Outcome outcome = weaver.weave(file);
      outcome.warnings().forEach(each -> err.println("warning: " + each));
      outcome.errors().forEach(each -> err.println("error: " + each));
      good &= outcome.errors().isEmpty();
      wovenBefore += outcome.state() == Outcome.State.WOVEN_BEFORE ? 1 : 0;
      if (outcome.changed()) {
        woven++;
        changed.put(name, outcome.file());
      }
      list.put(outcome);
    }
    if (good && !changed.isEmpty()) {
      changed.put(MeteredList.FILE, list.print());
      store.replace(changed);
    }
    return good;
  }

  private byte @Nullable [] find(String internalName) {
    try {
      return store.read(internalName + ".class");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
