package mg.backend.c;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.ElementOp;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The loads in loops that stand behind a condition: on a side of `?:` or on the right of `&&` and `||`, if every
/// scalar that is read once stood where it is read, and in branches.
///
/// Where a loop, with inner ones unrolled, loads 3, 5, 6, 7 or 8 elements side by side, each behind a condition of its
/// own, gcc 12 for AVX2 and AVX-512 makes masked loads with wrong masks: the results are wrong without a word. So the
/// former are loaded before the condition, which is as right and no slower. In a branch the position may only be right
/// there: it must stay a branch.
final class GuardedLoads {
    private final Liveness liveness;
    private final Set<Integer> guarded = new HashSet<>();
    private final Set<Integer> chosen = new HashSet<>();
    private final Set<Integer> branched = new HashSet<>();
    private final Set<Statement.Copy> copies = new HashSet<>();

    /// @param repeated whether the statements stand in a loop
    GuardedLoads(List<Statement> statements, Liveness liveness, boolean repeated) {
        this.liveness = liveness;
        visit(statements, repeated, false);
    }

    /// Whether the scalar is a load on a side of a choice.
    boolean isOfChoice(Scalar scalar) {
        return chosen.contains(scalar.id());
    }

    /// Whether there is a load in these statements, those of a branch in a loop.
    boolean isOfBranch(List<Statement> statements) {
        return statements.stream().anyMatch(s -> switch (s) {
            case Statement.Define(Scalar target, _) -> branched.contains(target.id());
            case Statement.Copy copy -> copies.contains(copy);
            default -> s.bodies().stream().anyMatch(this::isOfBranch);
        });
    }

    /// From the end: what reads a scalar comes after it.
    ///
    /// @param branch whether the statements stand in a branch in a loop
    private void visit(List<Statement> statements, boolean repeated, boolean branch) {
        for (Statement statement : statements.reversed()) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) -> define(target, value, repeated, branch);
                case Statement.Loop(_, _, _, _, var body, _) -> visit(body, true, branch);
                case Statement.If(_, var then, var otherwise) -> {
                    visit(otherwise, repeated, repeated);
                    visit(then, repeated, repeated);
                }
                case Statement.While(var test, _, var body) -> {
                    visit(body, true, branch);
                    visit(test, true, branch);
                }
                case Statement.Copy copy -> {
                    if (branch) {
                        copies.add(copy);
                    }
                }
                case Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _, Statement.Check _,
                        Statement.NonZero _ -> {}
            }
        }
    }

    private void define(Scalar target, Value value, boolean repeated, boolean branch) {
        boolean behind = guarded.contains(target.id());
        switch (value) {
            case Value.Apply(ElementOp op, List<Scalar> operands) -> {
                boolean chooses = op == ElementOp.SELECT || op == ElementOp.AND || op == ElementOp.OR;
                for (int k = 0; k < operands.size(); k++) {
                    guard(operands.get(k), behind || chooses && k > 0);
                }
            }
            case Value.Convert(Scalar x) -> guard(x, behind);
            case Value.Load _ -> {
                if (repeated && behind) {
                    chosen.add(target.id());
                }
                if (branch) {
                    branched.add(target.id());
                }
            }
            case Value.Literal _, Value.Affine _ -> {}
        }
    }

    private void guard(Scalar operand, boolean behind) {
        if (behind && !operand.isWide() && liveness.isReadOnce(operand)) {
            guarded.add(operand.id());
        }
    }
}
