package io.tapes.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The calls of one probe. */
final class ProbeAdvice implements Advice {

  /*
   * What each kind calls, and when:
   *
   *   kind               entry        return              exception
   *   Timed              long enter() leave(long)         leave(long)
   *   Metered, Counted   hit()        (constructors)
   *   ExceptionMetered   (is bound)                       fail(Throwable)
   *   InFlight           enter()      leave()             leave()
   *   Recorded           record(arg)  record(result)
   *
   * Where a stage is returned, the call before the return has it as its first argument instead and
   * does the rest when it is completed; it gives nothing back, so the caller gets the same stage.
   * A constructor is counted when it returns: only completed constructions count.
   */

  private static final String STAGE = "Ljava/util/concurrent/CompletionStage;";

  private final Probe probe;
  private final Target target;

  ProbeAdvice(Probe probe, Target target) {
    this.probe = probe;
    this.target = target;
  }

  @Override
  public List<Object> locals() {
    List<Object> locals = new ArrayList<>();
    if (probe.isKept()) {
      locals.add(probe.kind().probe());
    }
    if (probe.kind() == Kind.TIMED) {
      locals.add(Opcodes.LONG);
    }
    return locals;
  }

  @Override
  public boolean catches() {
    return switch (probe.kind()) {
      case TIMED -> !target.constructor();
      case EXCEPTION_METERED, IN_FLIGHT -> true;
      case METERED, COUNTED, RECORDED, GAUGED -> false;
    };
  }

  @Override
  public int stack() {
    return 6;
  }

  @Override
  public void enter(MethodVisitor code, int slot) {
    probe.enter(code, slot);
    switch (probe.kind()) {
      case TIMED -> {
        probe.load(code, slot);
        probe.call(code, "enter", "()J");
        code.visitVarInsn(Opcodes.LSTORE, start(slot));
      }
      case METERED, COUNTED -> {
        if (!target.constructor()) {
          hit(code, slot);
        }
      }
      case IN_FLIGHT -> {
        probe.load(code, slot);
        probe.call(code, "enter", "()V");
      }
      case RECORDED -> {
        if (target.argumentSlot() >= 0) {
          Type type = target.recorded();
          code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), target.argumentSlot());
          record(code, slot, type);
        }
      }
      case EXCEPTION_METERED -> bind(code, slot);
      case GAUGED -> {}
    }
  }

  /**
   * The handler may be for never, and the JIT leaves a method in the interpreter whose constant is
   * not bound; so it is bound at the first call, which also shows a zero.
   */
  private void bind(MethodVisitor code, int slot) {
    if (!probe.isKept()) {
      probe.load(code, slot);
      code.visitInsn(Opcodes.POP);
    }
  }

  @Override
  public void leave(MethodVisitor code, int slot) {
    switch (probe.kind()) {
      case TIMED -> {
        if (target.stage()) {
          stage(code, slot, true);
        } else {
          stop(code, slot);
        }
      }
      case METERED, COUNTED -> {
        if (target.constructor()) {
          hit(code, slot);
        }
      }
      case EXCEPTION_METERED -> {
        if (target.stage()) {
          stage(code, slot, false);
        }
      }
      case IN_FLIGHT -> {
        if (target.stage()) {
          stage(code, slot, false);
        } else {
          probe.load(code, slot);
          probe.call(code, "leave", "()V");
        }
      }
      case RECORDED -> {
        if (target.argumentSlot() < 0) {
          Type type = target.recorded();
          code.visitInsn(type.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
          record(code, slot, type);
        }
      }
      case GAUGED -> {}
    }
  }

  @Override
  public void fail(MethodVisitor code, int slot) {
    switch (probe.kind()) {
      case TIMED -> {
        if (!target.constructor()) {
          stop(code, slot);
        }
      }
      case EXCEPTION_METERED -> {
        code.visitInsn(Opcodes.DUP);
        probe.load(code, slot);
        code.visitInsn(Opcodes.SWAP);
        probe.call(code, "fail", "(Ljava/lang/Throwable;)V");
      }
      case IN_FLIGHT -> {
        probe.load(code, slot);
        probe.call(code, "leave", "()V");
      }
      case METERED, COUNTED, RECORDED, GAUGED -> {}
    }
  }

  private void hit(MethodVisitor code, int slot) {
    probe.load(code, slot);
    probe.call(code, "hit", "()V");
  }

  private void stop(MethodVisitor code, int slot) {
    probe.load(code, slot);
    code.visitVarInsn(Opcodes.LLOAD, start(slot));
    probe.call(code, "leave", "(J)V");
  }

  /** The stage is on top of the stack and stays there. */
  private void stage(MethodVisitor code, int slot, boolean timed) {
    code.visitInsn(Opcodes.DUP);
    probe.load(code, slot);
    code.visitInsn(Opcodes.SWAP);
    if (timed) {
      code.visitVarInsn(Opcodes.LLOAD, start(slot));
    }
    probe.call(code, "leave", "(" + STAGE + (timed ? "J)V" : ")V"));
  }

  /** The value is on top of the stack and is used up. */
  private void record(MethodVisitor code, int slot, Type type) {
    switch (type.getSort()) {
      case Type.INT, Type.SHORT, Type.BYTE, Type.CHAR -> code.visitInsn(Opcodes.I2L);
      case Type.FLOAT -> code.visitInsn(Opcodes.F2D);
      default -> {}
    }
    boolean real = type.getSort() == Type.FLOAT || type.getSort() == Type.DOUBLE;
    probe.load(code, slot);
    if (type.getSort() >= Type.ARRAY) {
      code.visitInsn(Opcodes.SWAP);
      probe.call(code, "record", "(Ljava/lang/Object;)V");
    } else {
      code.visitInsn(Opcodes.DUP_X2);
      code.visitInsn(Opcodes.POP);
      probe.call(code, "record", real ? "(D)V" : "(J)V");
    }
  }

  private int start(int slot) {
    return probe.isKept() ? slot + 1 : slot;
  }
}
