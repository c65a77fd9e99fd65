package io.tapes.distributed.box;

import io.tapes.distributed.link.Endpoint;
import io.tapes.files.ProcessUser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why an aggregator that answers does not see a worker's black box. Any thread. */
final class Unseen {
  private Unseen() {}

  /** A part of a sentence, with the remedy. */
  static String why(Path folder, Endpoint endpoint) {
    Path socket = endpoint.file();
    try {
      if (Files.notExists(folder)) {
        return "the folder was removed while this process runs; both make it again, unless it is"
            + " removed once more";
      }
      if (marked(folder)) {
        return "it listens on another socket or port than this worker's address says, behind a"
            + " forwarding or a bind mount; give both the same address, or set blackBox(false)";
      }
      if (ProcessUser.isKnown() && socket != null && Files.exists(socket)) {
        int served = (int) Files.getAttribute(socket, "unix:uid");
        int mine = (int) Files.getAttribute(folder, "unix:uid");
        if (served != mine) {
          return "it runs as the user "
              + served
              + ", and the folder is of the user "
              + mine
              + "; let both share it by one group, see group()";
        }
      }
    } catch (IOException e) {
      return "the folder cannot be looked at (" + e + ")";
    }
    return "it runs in another container, sees another '"
        + folder.getParent()
        + "', or was given another blackBoxFolder; let both see one folder, or set blackBox(false)";
  }

  /** Whether an aggregator of another place, or of another time, has left its marker there. */
  private static boolean marked(Path folder) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, "*" + AggregatorLockFile.SUFFIX)) {
      return found.iterator().hasNext();
    }
  }
}
