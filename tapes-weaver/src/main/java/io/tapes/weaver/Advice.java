package io.tapes.weaver;

import java.util.List;
import org.objectweb.asm.MethodVisitor;

/**
 * What one annotation adds to one method: some instructions at the entry, before each return and on
 * the way of an exception. Each must leave the operand stack as it found it.
 */
interface Advice {

  /** The local variables that it needs from entry to exit, as a frame names their types. */
  List<Object> locals();

  /** At the entry; in a constructor after the call of the other constructor. */
  void enter(MethodVisitor code, int slot);

  /** Before a return; the result, if any, is on top of the stack. */
  void leave(MethodVisitor code, int slot);

  /** True if exceptions that leave the method matter. */
  boolean catches();

  /** In the handler; the exception is on top of the stack and will be thrown on. */
  void fail(MethodVisitor code, int slot);

  /** How much higher the operand stack becomes than it was, at most. */
  int stack();
}
