package io.tapes.micrometer;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.util.TimeUtils;
import io.tapes.Registry;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A long task timer that is one of Tapes; any thread. */
final class TapesLongTaskTimer extends AbstractMeter implements LongTaskTimer, Backed {
  private final io.tapes.LongTaskTimer timer;
  private final Published published;

  TapesLongTaskTimer(Id id, io.tapes.LongTaskTimer timer, Published published) {
    super(id);
    this.timer = timer;
    this.published = published;
  }

  @Override
  public Sample start() {
    return new Running(timer.start());
  }

  @Override
  public double duration(TimeUnit unit) {
    return TimeUtils.nanosToUnit((double) Arrays.stream(timer.elapsedNanos()).sum(), unit);
  }

  @Override
  public int activeTasks() {
    return timer.active();
  }

  @Override
  public double max(TimeUnit unit) {
    long longest = Arrays.stream(timer.elapsedNanos()).max().orElse(0);
    return TimeUtils.nanosToUnit((double) longest, unit);
  }

  @Override
  public TimeUnit baseTimeUnit() {
    return TimeUnit.SECONDS;
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return published.snapshot(timer.elapsedNanos());
  }

  @Override
  public void removeFrom(Registry registry) {
    Backed.remove(registry, timer);
  }

  private static final class Running extends Sample {
    private final io.tapes.LongTaskTimer.Task task;
    private volatile boolean stopped;

    Running(io.tapes.LongTaskTimer.Task task) {
      this.task = task;
    }

    /** As in Micrometer, a task that is stopped again has no duration. */
    @Override
    public long stop() {
      long nanos = stopped ? -1 : task.elapsed().toNanos();
      stopped = true;
      task.close();
      return nanos;
    }

    @Override
    public double duration(TimeUnit unit) {
      return stopped ? -1 : TimeUtils.nanosToUnit((double) task.elapsed().toNanos(), unit);
    }
  }
}
