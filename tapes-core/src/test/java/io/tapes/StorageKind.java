package io.tapes;

import io.tapes.blackbox.BlackBox;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a recorder has its cells: every law of recording holds in both places. */
enum StorageKind {
  HEAP {
    @Override
    TestRecorder recorder() {
      return new TestRecorder();
    }

    @Override
    Stripe stripe() {
      return new Stripe();
    }

    @Override
    int rounds(int rounds) {
      return rounds;
    }
  },

  BLACK_BOX {
    @Override
    TestRecorder recorder() {
      return new TestRecorder(inBox());
    }

    @Override
    Stripe stripe() {
      return inBox().make();
    }

    /** Fewer: each recorder takes a kilobyte of the file. */
    @Override
    int rounds(int rounds) {
      return rounds / 10;
    }
  };

  private static final int BOX_BYTES = 256 << 20;

  abstract TestRecorder recorder();

  abstract Stripe stripe();

  abstract int rounds(int rounds);

  TestRecorder[] recorders(int rounds) {
    TestRecorder[] all = new TestRecorder[rounds(rounds)];
    for (int i = 0; i < all.length; i++) {
      all[i] = recorder();
    }
    return all;
  }

  Stripe[] stripes(int rounds) {
    Stripe[] all = new Stripe[rounds(rounds)];
    for (int i = 0; i < all.length; i++) {
      all[i] = stripe();
    }
    return all;
  }

  private static StripeSource inBox() {
    StripeSource recorder = Box.FILE.stripes(Box.SERIES);
    if (Box.FILE.refused().orElseThrow().sum() > 0) {
      throw new IllegalStateException("the tests' black box is full; give it more bytes");
    }
    return recorder;
  }

  /** One file for all, which goes with the process. */
  private static final class Box {
    static final StoredSeries SERIES =
        new StoredSeries(
            new SeriesId("h", Tags.empty()), MetricInfo.of("h", MetricKind.HISTOGRAM), 1, 0);
    static final BlackBox FILE = create();

    private static BlackBox create() {
      try {
        Path folder = Files.createTempDirectory("tapes");
        folder.toFile().deleteOnExit();
        BlackBox box = BlackBox.create(folder.resolve("box"), new byte[0], BOX_BYTES);
        box.path().toFile().deleteOnExit();
        return box;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
