package mg.passes.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;

/// Whether the next state of a carried array can be written over the state: each element is made by an iteration that
/// reads of the state at most this very element, and nothing reads the state later.
///
/// ```
/// carry %w                                    %w
/// %7 = for i in 0..n {
///   %8 = for j in 0..m {
///     … index %w, i, j …                      only so, in here
///     yield collect %9
///   }
///   yield collect %8
/// }
/// yield %7                                    no %w, and no view of it, from %7 on
/// ```
final class InPlace {
    private final Var state;
    private final Set<Var> views = new HashSet<>();
    private final List<Var> position = new ArrayList<>();

    private InPlace(Var state) {
        this.state = state;
        views.add(state);
    }

    /// @param body  the list that carries the state on
    /// @param state what the state is called in it
    /// @param next  its next state
    static boolean isLegal(Uses uses, Block body, Var state, Var next) {
        if (!uses.madeIn(body, next) || body.results().contains(state)) {
            return false;
        }
        var check = new InPlace(state);
        int made = uses.position(next);
        return check.isCollected(uses, body, next, state.type().rank())
                && check.isLegal(body, made);
    }

    /// Whether loops collect the value, down to numbers; their variables are the position of such a number.
    private boolean isCollected(Uses uses, Block list, Var value, int rank) {
        if (rank == 0) {
            return true;
        }
        if (!uses.madeIn(list, value) || !(uses.maker(value).operation() instanceof Operation.For loop)) {
            return false;
        }
        Instruction x = uses.maker(value);
        int k = x.results().indexOf(value);
        position.add(x.block().arguments().getFirst());
        return loop.kinds().get(k) == Kind.COLLECT && !loop.bounded()
                && isCollected(uses, x.block(), x.block().results().get(k), rank - 1);
    }

    private boolean isLegal(Block body, int made) {
        for (int k = 0; k < made; k++) {
            Instruction x = body.instructions().get(k);
            if (isView(x.operation()) && x.operands().stream().anyMatch(views::contains)) {
                views.addAll(x.results());
            }
        }
        return body.instructions().subList(made, body.instructions().size()).stream().allMatch(this::isHarmless)
                && body.results().stream().noneMatch(views::contains);
    }

    /// Whether what is read of the state is only the element that is about to be overwritten.
    private boolean isHarmless(Instruction x) {
        boolean element = x.operation() instanceof Operation.Index
                && x.operand(0).equals(state)
                && x.operands().subList(1, x.operands().size()).equals(position);
        return (element || x.operands().stream().noneMatch(views::contains))
                && x.blocks().stream().allMatch(b -> b.instructions().stream().allMatch(this::isHarmless)
                        && b.results().stream().noneMatch(views::contains));
    }

    /// Whether a result may be in the memory of an operand.
    private static boolean isView(Operation operation) {
        return switch (operation) {
            case Operation.Index _, Operation.Slice _, Operation.Broadcast _, Operation.Reshape _,
            Operation.Transpose _,
                    Operation.StopGradient _ -> true;
            case Operation.Const _, Operation.Iota _, Operation.Element _, Operation.Cast _, Operation.Pad _,
                    Operation.Concat _, Operation.Place _, Operation.Gather _, Operation.ScatterAdd _, Operation.Dot _,
                    Operation.Cholesky _, Operation.TriangularSolve _, Operation.Solve _, Operation.Reduce _,
                    Operation.For _, Operation.While _, Operation.If _, Operation.Call _, Operation.Jvp _,
                    Operation.Vjp _ -> false;
        };
    }
}
