package io.tapes.dropwizard;

import com.codahale.metrics.MovingAverages;

/** The averages of a meter that has its rates from Tapes. */
enum NoAverages implements MovingAverages {
  INSTANCE;

  @Override
  public void tickIfNecessary() {}

  @Override
  public void update(long n) {}

  @Override
  public double getM1Rate() {
    return 0;
  }

  @Override
  public double getM5Rate() {
    return 0;
  }

  @Override
  public double getM15Rate() {
    return 0;
  }
}
