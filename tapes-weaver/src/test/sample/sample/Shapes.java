package sample;

import io.tapes.annotations.Counted;
import io.tapes.annotations.Metered;
import io.tapes.annotations.Timed;
import io.tapes.annotations.Unmetered;

/** Sealed types, records, enums and interfaces. */
final class Shapes {
  private Shapes() {}

  sealed interface Shape permits Circle, Square {
    @Timed("shape.{}.describe")
    default String describe() {
      return "area " + area();
    }

    @Counted("shape.unit")
    static Shape unit() {
      return new Square(1);
    }

    double area();
  }

  @Timed("circle.{method}")
  record Circle(double radius) implements Shape {
    @Counted("circle.new")
    Circle {
      if (radius < 0) {
        throw new IllegalArgumentException("radius " + radius);
      }
    }

    @Override
    public double area() {
      return Math.PI * radius * radius;
    }
  }

  record Square(@Counted("square.side") double side) implements Shape {
    @Override
    @Metered("square.area")
    public double area() {
      return side() * side;
    }
  }

  enum Level {
    LOW {
      @Override
      int weight() {
        return base();
      }
    },
    HIGH {
      @Override
      int weight() {
        return base() + 1;
      }
    };

    @Counted("level.{}.base")
    int base() {
      return ordinal();
    }

    abstract int weight();
  }

  @Counted("all.{method}")
  static class Everything {
    public int one() {
      return two() + three();
    }

    public int two() {
      return hidden();
    }

    @Unmetered
    public int three() {
      return 3;
    }

    @Counted("own.name")
    public int four() {
      Runnable lambda = () -> two();
      lambda.run();
      return 4;
    }

    int hidden() {
      return 2;
    }

    public static int unmetered() {
      return 5;
    }
  }
}
