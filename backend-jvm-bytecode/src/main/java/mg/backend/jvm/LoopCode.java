package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;
import mg.loops.Scalar;
import mg.loops.Statement;

/// The code around the body of a loop. HotSpot optimises loops best that an `int` counts: `int` it is unless there are
/// more iterations than that.
record LoopCode(Variables variables) {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc MIN =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    /// A loop around a body.
    CodeBuilder emit(Statement.Loop loop, Runnable body) {
        return variables.block(() -> {
            if (loop.count() <= Integer.MAX_VALUE) {
                narrow(loop, body);
            } else {
                wide(loop, body);
            }
        });
    }

    private void narrow(Statement.Loop loop, Runnable body) {
        CodeBuilder code = variables.code();
        int index = variables.index(loop.index());
        Optional<Integer> limit = loop.bound().map(bound -> {
            int local = code.allocateLocal(TypeKind.INT);
            pushTrips(variables, bound);
            // It is no more than that, but this way HotSpot knows.
            code.l2i().loadConstant((int) loop.count()).invokestatic(MATH, "min", MIN).istore(local);
            return local;
        });
        Runnable pushLimit = () -> limit.ifPresentOrElse(code::iload, () -> code.loadConstant((int) loop.count()));
        if (loop.down()) {
            pushLimit.run();
            code.iconst_1().isub().istore(index);
        } else {
            code.iconst_0().istore(index);
        }
        Label end = code.newLabel();
        Label test = code.newBoundLabel();
        code.iload(index);
        if (loop.down()) {
            code.iflt(end);
        } else {
            pushLimit.run();
            code.if_icmpge(end);
        }
        variables.share(loop.index());
        variables.block(body);
        code.iinc(index, loop.down() ? -1 : 1).goto_(test).labelBinding(end);
    }

    private void wide(Statement.Loop loop, Runnable body) {
        CodeBuilder code = variables.code();
        int index = variables.index(loop.index());
        int limit = code.allocateLocal(TypeKind.LONG);
        loop.bound().ifPresentOrElse(bound -> pushTrips(variables, bound), () -> code.loadConstant(loop.count()));
        code.lstore(limit);
        if (loop.down()) {
            code.lload(limit).lconst_1().lsub().lstore(index);
        } else {
            code.lconst_0().lstore(index);
        }
        Label end = code.newLabel();
        Label test = code.newBoundLabel();
        code.lload(index);
        if (loop.down()) {
            code.lconst_0().lcmp().iflt(end);
        } else {
            code.lload(limit).lcmp().ifge(end);
        }
        variables.share(loop.index());
        variables.block(body);
        code.lload(index).lconst_1();
        (loop.down() ? code.lsub() : code.ladd()).lstore(index).goto_(test).labelBinding(end);
    }

    /// Pushes the bound, or 0 if that is negative.
    static void pushTrips(Variables variables, Scalar bound) {
        variables.push(bound);
        variables.code().lconst_0().invokestatic(MATH, "max",
                MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long));
    }
}
