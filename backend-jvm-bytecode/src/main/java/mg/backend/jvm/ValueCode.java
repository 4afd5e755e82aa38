package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import java.util.function.IntConsumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The code of right-hand sides.
record ValueCode(PartCode part, Variables variables, Unit unit) {
    /// Pushes the value that defines `target`.
    CodeBuilder push(Value value, Scalar target) {
        return switch (value) {
            case Value.Literal(Tensor literal) -> push(code(), literal);
            case Value.Apply(ElementOp op, List<Scalar> operands) -> apply(op, operands);
            case Value.Convert(Scalar operand) -> {
                variables.push(operand);
                yield code().conversion(
                        Carrier.of(operand.element()).kind(), Carrier.of(target.element()).kind());
            }
            case Value.Load(Address from) -> {
                part.array(from.buffer());
                part.position(from);
                yield code().arrayLoad(Carrier.of(from.buffer().element()).kind());
            }
            case Value.Affine(Index index, _) -> affine(index);
        };
    }

    /// Pushes the target of an accumulation combined with its value.
    CodeBuilder combine(Statement.Accumulate accumulate) {
        Scalar target = accumulate.target();
        Scalar value = accumulate.value();
        boolean newFirst = accumulate.kind() == Kind.MAX || accumulate.kind() == Kind.MIN;
        return apply(accumulate.kind().operation(), newFirst ? List.of(value, target) : List.of(target, value));
    }

    /// Adds the two numbers on the stack.
    CodeBuilder add(ElementType element) {
        return switch (element) {
            case F64 -> code().dadd();
            case F32 -> code().fadd();
            case I64 -> code().ladd();
            case BOOL -> throw new AssertionError("a sum of truth values");
        };
    }

    /// Pushes a number.
    static CodeBuilder push(CodeBuilder code, Tensor literal) {
        return switch (literal.type().element()) {
            case F64 -> code.loadConstant(literal.doubles()[0]);
            case F32 -> code.loadConstant(literal.floats()[0]);
            case I64 -> code.loadConstant(literal.longs()[0]);
            case BOOL -> code.loadConstant(literal.booleans()[0] ? 1 : 0);
        };
    }

    /// The operands that are alike come last: the first of `select` is its condition.
    private CodeBuilder apply(ElementOp op, List<Scalar> operands) {
        ElementType type = operands.getLast().element();
        return new ElementCode(code(), unit, type, part.branches(), new Operands(variables, operands)).apply(op);
    }

    /// Pushes operands. A lambda, made anew for each operation, takes as long as the rest until HotSpot has compiled
    /// this.
    private record Operands(Variables variables, List<Scalar> scalars) implements IntConsumer {
        @Override
        public void accept(int k) {
            variables.push(scalars.get(k));
        }
    }

    /// Pushes an integer.
    CodeBuilder affine(Index index) {
        boolean empty = true;
        if (index.constant() != 0 || index.terms().isEmpty()) {
            code().loadConstant(index.constant());
            empty = false;
        }
        for (Index.Term term : index.terms()) {
            variables.push(term.scalar());
            if (term.stride() != 1) {
                code().loadConstant(term.stride()).lmul();
            }
            if (!empty) {
                code().ladd();
            }
            empty = false;
        }
        return code();
    }

    private CodeBuilder code() {
        return variables.code();
    }
}
