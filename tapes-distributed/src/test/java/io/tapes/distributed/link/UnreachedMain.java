package io.tapes.distributed.link;

/** Says why it does not reach an address, as the user who runs it. */
final class UnreachedMain {
  private UnreachedMain() {}

  public static void main(String[] arguments) {
    System.out.println(Unreached.why(Endpoint.parse(arguments[0]), false, Unreached.Stage.NOTHING));
  }
}
