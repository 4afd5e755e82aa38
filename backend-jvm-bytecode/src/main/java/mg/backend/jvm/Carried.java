package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import mg.ir.ElementType;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Says at the start of an iteration of which class the vectors are that the loop carries from one to the next.
///
/// Methods of the Vector API return a `DoubleVector`; of which length, HotSpot's second compiler sees from what made it. What
/// a loop carries was made by an operation on itself. There it has only the classes of all vectors that this operation
/// ever met, in whatever kernel: once they had several lengths, it is a virtual call, and its operands are objects. After a
/// comparison of the class it knows it, and having inlined what the loop does it finds that the comparison holds. (Masks
/// need none: their operations are called from the kernel itself, so that what HotSpot counts there is of this kernel.)
final class Carried {
    /// The most bytes of one comparison, or registers of [FirstCompiler].
    static final int EACH = 20;
    /// The most bytes of what follows them.
    static final int END = 5;

    private static final MethodTypeDesc CLASS = MethodTypeDesc.of(ConstantDescs.CD_Class);

    private Carried() {}

    /// Whether comparisons are made for a scalar, if a loop carries it.
    static boolean isCompared(Scalar scalar) {
        return scalar.isWide() && scalar.element() != ElementType.BOOL;
    }

    /// The scalars to be compared: those that a loop changes, among the ones that are in local variables before it.
    static List<Scalar> by(List<List<Step>> bodies, Predicate<Scalar> isLocal) {
        var changed = new LinkedHashSet<Scalar>();
        bodies.forEach(body -> addChanged(body, changed));
        return changed.stream().filter(Carried::isCompared).filter(isLocal).toList();
    }

    private static void addChanged(List<Step> steps, Set<Scalar> changed) {
        for (Step step : steps) {
            switch (step) {
                case Step.Plain(Statement statement, _) -> Access.of(statement).changes().ifPresent(changed::add);
                case Step.Nest(_, List<List<Step>> bodies, _) -> bodies.forEach(body -> addChanged(body, changed));
                case Step.Argument _, Step.Parallel _, Step.Call _ -> {}
            }
        }
    }

    /// Compares the classes of all pieces of some scalars with what they are.
    static CodeBuilder compare(List<Scalar> scalars, Variables variables, int vectorBits) {
        CodeBuilder code = variables.code();
        if (scalars.isEmpty()) {
            return code;
        }
        Label other = code.newLabel();
        Label end = code.newLabel();
        for (Scalar scalar : scalars) {
            WideType type = WideType.of(scalar, vectorBits);
            for (int p = 0; p < type.pieces(); p++) {
                variables.push(scalar, p).invokevirtual(ConstantDescs.CD_Object, "getClass", CLASS);
                type.species(code).invokeinterface(WideType.SPECIES, "vectorType", CLASS).if_acmpne(other);
            }
        }
        return code.goto_(end).labelBinding(other).aconst_null().athrow().labelBinding(end);
    }
}
