package io.tapes.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a class file has of other classes, as {@code jdeps} finds them: also of those of
 * which it uses no more than a constant that the compiler has copied, which ArchUnit does not see.
 */
final class UsedNames {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

  private UsedNames() {}

  static Set<String> of(JavaClass type) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                type.getSource().orElseThrow().getUri().toURL().openStream()))) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> read(DataInputStream in) throws IOException {
    in.skipNBytes(8); // magic and version
    int size = in.readUnsignedShort();
    String[] texts = new String[size];
    List<Integer> classes = new ArrayList<>();
    for (int i = 1; i < size; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 7 -> classes.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // a long or a double has two places
        }
        default -> throw new IOException("there is no constant of type " + tag);
      }
    }
    Set<String> names = new TreeSet<>();
    classes.forEach(at -> names.add(texts[at]));
    for (String text : texts) {
      for (Matcher m = IN_DESCRIPTOR.matcher(text == null ? "" : text); m.find(); ) {
        names.add(m.group(1));
      }
    }
    Set<String> dotted = new TreeSet<>();
    names.forEach(name -> dotted.add(name.replace('/', '.')));
    return dotted;
  }
}
