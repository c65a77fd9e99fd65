package io.tapes.weaver;

import java.util.Arrays;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What must be known of a method's code before it is woven. */
final class MethodFacts extends MethodVisitor {

  /*
   * The call of the other constructor is the first call of an <init> for which no NEW is open, in
   * the order of the code. Compilers write it so, also with conditions, switches and new objects
   * among its arguments. The frames tell when one did not: none behind the call may still hold
   * the uninitialised object, and each before it does.
   */

  private final boolean constructor;
  private int calls;
  private int open;
  private boolean strange;

  /** How many local variable slots the method has, and so the first free one. */
  int maxLocals;

  /** The class whose constructor initialises the object. */
  String constructorOwner = "";

  /** Which call of a constructor initialises the object, counted from 1; 0 if none was found. */
  int constructorCall;

  MethodFacts(boolean constructor) {
    super(Opcodes.ASM9);
    this.constructor = constructor;
  }

  /** False if this is a constructor in which the call of the other one is not certain. */
  boolean weavable() {
    return !constructor || (constructorCall > 0 && !strange);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW) {
      open++;
    }
  }

  @Override
  public void visitMethodInsn(int opcode, String owner, String name, String type, boolean itf) {
    if (constructor && name.equals("<init>")) {
      calls++;
      if (open > 0) {
        open--;
      } else if (constructorCall == 0) {
        constructorCall = calls;
        constructorOwner = owner;
      } else {
        strange = true;
      }
    }
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    if (constructor) {
      boolean uninitialised = holdsThis(locals, localCount) || holdsThis(stack, stackCount);
      strange |= uninitialised == (constructorCall > 0);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    this.maxLocals = maxLocals;
  }

  private static boolean holdsThis(Object[] types, int count) {
    return Arrays.asList(types).subList(0, count).contains(Opcodes.UNINITIALIZED_THIS);
  }
}
