package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Index;

/// Lowers lists, instruction by instruction.
final class Instructions {
    private Instructions() {}

    /// Lowers a list; its array results are written where they are wanted.
    static void list(Frame frame, Block block, List<Optional<Destination>> wanted) {
        frame.plan().list(block, wanted);
        block.instructions().forEach(x -> instruction(frame, x));
        for (int k = 0; k < wanted.size(); k++) {
            Var result = block.results().get(k);
            wanted.get(k)
                    .filter(d -> !frame.plan().took(result, d))
                    .ifPresent(d -> Nest.copy(frame.code(), frame.view(result), d.resolve(frame)));
        }
    }

    private static void instruction(Frame frame, Instruction x) {
        switch (x.operation()) {
            case Operation.Element(ElementOp op) when op == ElementOp.ADD && !x.result().type().isScalar() ->
                Elements.sum(frame, x);
            case Operation.Element(ElementOp op) -> Elements.operation(frame, x, op);
            case Operation.Cast(ElementType to) -> Elements.cast(frame, x, to);
            case Operation.Const(Tensor value) -> frame.define(x.result(), constant(frame, value));
            case Operation.Iota _ -> frame.define(x.result(),
                    new View(new Source.Counting(), ElementType.I64, Layout.of(x.result().type())));
            case Operation.Index _ -> frame.define(x.result(), index(frame, x));
            case Operation.Broadcast(List<Integer> shape, List<Integer> axes) ->
                frame.define(x.result(), operand(frame, x).broadcast(shape, axes));
            case Operation.Slice slice -> frame.define(x.result(),
                    operand(frame, x).slice(slice.start(), slice.stride(), x.result().type().shape()));
            case Operation.Transpose(List<Integer> axes) when isView(frame, x) ->
                frame.define(x.result(), operand(frame, x).transpose(axes));
            case Operation.Pad _ when x.result().type().isScalar() -> frame.define(x.result(), operand(frame, x));
            case Operation.StopGradient _ when isView(frame, x) -> frame.define(x.result(), operand(frame, x));
            case Operation.Reshape(List<Integer> shape) when frame.plan().offers(x.result()).isEmpty() ->
                reshape(frame, x, shape);
            case Operation.Transpose _, Operation.StopGradient _, Operation.Reshape _, Operation.Place _,
                    Operation.Pad _, Operation.Concat _ -> assemble(frame, x);
            case Operation.Gather _ -> Gathering.gather(frame, x);
            case Operation.ScatterAdd _ -> Gathering.scatterAdd(frame, x);
            case Operation.Dot dot -> Contraction.lower(frame, x, dot);
            case Operation.Cholesky _ -> Solvers.cholesky(frame, x);
            case Operation.TriangularSolve(boolean lower) -> Solvers.triangular(frame, x, lower);
            case Operation.Solve _ -> Solvers.general(frame, x);
            case Operation.For loop -> ForLoop.lower(frame, x, loop);
            case Operation.While _ -> WhileLoop.lower(frame, x);
            case Operation.If _ -> Branches.lower(frame, x);
            case Operation.Reduce(Kind kind, List<Integer> axes) -> Reduction.lower(frame, x, kind, axes);
            case Operation.Call _, Operation.Jvp _, Operation.Vjp _ ->
                throw new IllegalArgumentException(x.operation() + " must be expanded before lowering");
        }
    }

    private static boolean isView(Frame frame, Instruction x) {
        return x.result().type().isScalar() || frame.plan().destination(x.result()).isEmpty();
    }

    private static View operand(Frame frame, Instruction x) {
        return frame.view(x.operand(0));
    }

    /// A constant in memory; one that is the same everywhere needs none.
    private static View constant(Frame frame, Tensor value) {
        Type type = value.type();
        if (type.size() > 0 && !isUniform(value)) {
            return View.of(frame.buffers().constant(value), type);
        }
        Tensor one = type.size() == 0
                ? Tensor.zeros(Type.scalar(type.element()))
                : value.part(Type.scalar(type.element()), 0);
        return new View(new Source.Same(frame.code().literal(one)), type.element(),
                new Layout(Index.ZERO, type.shape(), new long[type.rank()]));
    }

    private static boolean isUniform(Tensor value) {
        Type scalar = Type.scalar(value.type().element());
        Tensor first = value.part(scalar, 0);
        for (int k = 1; k < value.type().size(); k++) {
            if (!value.part(scalar, k).equals(first)) {
                return false;
            }
        }
        return true;
    }

    private static View index(Frame frame, Instruction x) {
        View array = operand(frame, x);
        var at = new ArrayList<Index>();
        for (int k = 1; k < x.operands().size(); k++) {
            at.add(frame.position(x.operand(k), array.shape().get(k - 1), x.span()));
        }
        return array.as(array.layout().at(at));
    }

    private static void reshape(Frame frame, Instruction x, List<Integer> shape) {
        View reshaped = frame.reshaped(operand(frame, x), shape);
        if (isView(frame, x)) {
            frame.define(x.result(), reshaped);
        } else {
            Nest.copy(frame.code(), reshaped, frame.region(x.result()));
        }
    }

    /// The result is made of the operands, each in its place: what was not made there is copied there.
    private static void assemble(Frame frame, Instruction x) {
        List<Destination> places = frame.plan().offers(x.result());
        for (int k = 0; k < places.size(); k++) {
            if (!frame.plan().took(x.operand(k), places.get(k))) {
                Nest.copy(frame.code(), frame.view(x.operand(k)), places.get(k).resolve(frame));
            }
        }
        frame.publish(x.result());
    }
}
