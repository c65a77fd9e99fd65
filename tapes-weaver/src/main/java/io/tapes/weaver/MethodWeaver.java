package io.tapes.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the advice of one method into its code. */
final class MethodWeaver extends MethodVisitor {

  /*
   * New variables stand behind all others, so that every instruction, every debugging entry and
   * every frame keeps the numbers it has. A frame gets them appended, filled up with TOP before.
   *
   * The frame of the exception handler declares nothing but the new variables: the method may have
   * put anything into the slots of its parameters by then (kotlinc does), and the handler needs none
   * of them. So no frame is ever computed and no class looked up.
   *
   * The handler covers the method except what stands before each return: a failure there must not
   * count twice. It is the last entry of the exception table, so the method's own come first.
   *
   * In a constructor everything begins after the call of the other constructor. Before it, `this`
   * may not be caught, stored or asked for its class.
   */

  private final List<Advice> advice;
  private final int[] slots;
  private final int firstSlot;
  private final int endSlot;
  private final int constructorCall;
  private final List<Label> ranges = new ArrayList<>();
  private final boolean catches;
  private final int stack;
  private int constructorCalls;
  private boolean entered;

  /**
   * A weaver of one method.
   *
   * @param next gets the woven method
   * @param advice from the outermost to the innermost
   * @param firstSlot the first free local variable
   * @param constructorCall which call of a constructor initialises the object, counted from 1; 0 if
   *     this is no constructor
   */
  MethodWeaver(MethodVisitor next, List<Advice> advice, int firstSlot, int constructorCall) {
    super(Opcodes.ASM9, next);
    this.advice = advice;
    this.firstSlot = firstSlot;
    this.constructorCall = constructorCall;
    slots = new int[advice.size()];
    int slot = firstSlot;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slot;
      slot += advice.get(i).locals().stream().mapToInt(MethodWeaver::size).sum();
    }
    endSlot = slot;
    catches = advice.stream().anyMatch(Advice::catches);
    stack = advice.stream().mapToInt(Advice::stack).max().orElse(0);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (constructorCall == 0) {
      enter();
    }
  }

  @Override
  public void visitMethodInsn(int opcode, String owner, String name, String type, boolean itf) {
    super.visitMethodInsn(opcode, owner, name, type, itf);
    if (name.equals("<init>") && ++constructorCalls == constructorCall) {
      enter();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (entered && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      closeRange();
      for (int i = slots.length - 1; i >= 0; i--) {
        advice.get(i).leave(mv, slots[i]);
      }
      super.visitInsn(opcode);
      openRange();
    } else {
      super.visitInsn(opcode);
    }
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    if (entered) {
      Object[] more = frame(localCount, locals);
      super.visitFrame(type, more.length, more, stackCount, stack);
    } else {
      super.visitFrame(type, localCount, locals, stackCount, stack);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    closeRange();
    if (catches && !ranges.isEmpty()) {
      handler();
    }
    super.visitMaxs(Math.max(maxStack, 1) + stack, Math.max(maxLocals, endSlot));
  }

  private void enter() {
    entered = true;
    for (int i = 0; i < slots.length; i++) {
      advice.get(i).enter(mv, slots[i]);
    }
    openRange();
  }

  private void handler() {
    Label handler = new Label();
    mv.visitLabel(handler);
    Object[] locals = frame(0, new Object[0]);
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    for (int i = slots.length - 1; i >= 0; i--) {
      advice.get(i).fail(mv, slots[i]);
    }
    mv.visitInsn(Opcodes.ATHROW);
    for (int i = 0; i < ranges.size(); i += 2) {
      mv.visitTryCatchBlock(ranges.get(i), ranges.get(i + 1), handler, null);
    }
  }

  private void openRange() {
    Label start = new Label();
    mv.visitLabel(start);
    ranges.add(start);
  }

  /** Ends the range that is open; one without instructions may not stand in the table. */
  private void closeRange() {
    if (ranges.size() % 2 == 1) {
      Label end = new Label();
      mv.visitLabel(end);
      ranges.add(end);
      int last = ranges.size() - 2;
      if (ranges.get(last).getOffset() == end.getOffset()) {
        ranges.subList(last, last + 2).clear();
      }
    }
  }

  private Object[] frame(int localCount, Object[] locals) {
    List<Object> all = new ArrayList<>();
    int slot = 0;
    for (int i = 0; i < localCount; i++) {
      all.add(locals[i]);
      slot += size(locals[i]);
    }
    for (; slot < firstSlot; slot++) {
      all.add(Opcodes.TOP);
    }
    advice.forEach(each -> all.addAll(each.locals()));
    return all.toArray();
  }

  private static int size(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
  }
}
