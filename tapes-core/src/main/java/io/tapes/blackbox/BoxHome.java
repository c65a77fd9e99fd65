package io.tapes.blackbox;

import java.io.IOException;
import java.nio.file.Path;

/** Where a file that was removed is made again. The box's own thread asks. */
public interface BoxHome {
  /**
   * Finds the path, and makes the folder.
   *
   * @return where the file shall be
   * @throws IOException if there is no place for it now; it is asked again each second
   */
  Path path() throws IOException;

  /**
   * Lets those read the file who shall, before it has its name.
   *
   * @param file a new one, of this user's alone
   * @throws IOException if that is not possible
   */
  void share(Path file) throws IOException;
}
