package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Rule;
import mg.ir.Var;
import mg.ir.VarMap;

/// Reverse mode: from a function, the function that also gives the adjoints of some arguments.
///
/// The primal runs first, its loops augmented with what their reversal reads ([Residuals]). Then the list is walked
/// backwards: an instruction whose result has an adjoint contributes to the adjoints of its operands. A value that
/// receives nothing has no adjoint. A loop is reversed by a loop, whose body computes or loads the values of the
/// primal's body and then walks it backwards; what its body reads from outside receives a sum over the iterations.
/// (Griewank and Walther, Evaluating Derivatives, 2008, chapters 3 and 6.)
public final class ReverseMode {
    final Builder b = new Builder();
    final VarMap<Var> map = new VarMap<>();
    private final VarMap<Block> home = new VarMap<>();
    private final Map<String, Function> functions;
    Activity activity;
    Residuals residuals;

    private ReverseMode(Map<String, Function> functions) {
        this.functions = functions;
    }

    /// The function with a cotangent for each real result as further arguments, and the adjoints of the arguments at
    /// `wrt` as further results. At most about four times the operations, where all that is kept is worth it.
    ///
    /// @param function  in expanded form, without derivatives, and without calls but of functions that state their own
    /// @param functions by name, where their derivatives are found
    /// @throws mg.ir.DiagnosticException if something on the way has no derivative
    public static Function run(Function function, List<Integer> wrt, Map<String, Function> functions) {
        return new ReverseMode(functions).differentiate(PrepareLoops.forReverse(function, wrt), wrt);
    }

    private Function differentiate(Function f, List<Integer> wrt) {
        List<Var> inputs = f.body().arguments();
        activity = Activity.of(f.body(), wrt.stream().map(inputs::get).toList());
        residuals = new Residuals(activity, Values.count(f));
        Block body = residuals.augment(f.body());
        settle(body);

        map.putAll(inputs, b.argumentsOf(f));
        b.copy(body.instructions(), map);
        List<Var> outputs = map.all(body.results());
        var adjoints = new Adjoints(b, activity);
        for (int k = 0; k < outputs.size(); k++) {
            if (outputs.get(k).type().isReal()) {
                Var cotangent = b.argument("d_" + f.resultNames().get(k), outputs.get(k).type());
                adjoints.add(body.results().get(k), cotangent);
            }
        }
        reverse(body.instructions(), adjoints);

        var results = new ArrayList<>(outputs);
        var names = new ArrayList<>(f.resultNames());
        b.at(mg.ir.Span.NONE);
        for (int k : wrt) {
            results.add(adjoints.orZeros(inputs.get(k)));
            names.add("d_" + f.arguments().get(k).name());
        }
        return b.finish("vjp_" + f.name(), names, results);
    }

    /// Notes the list in which each value is defined.
    private void settle(Block block) {
        block.arguments().forEach(v -> home.put(v, block));
        for (Instruction i : block.instructions()) {
            i.results().forEach(v -> home.put(v, block));
            i.blocks().forEach(this::settle);
        }
    }

    /// Walks a list backwards: every instruction whose result has an adjoint contributes to those of its operands.
    void reverse(List<Instruction> instructions, Adjoints adjoints) {
        for (Instruction i : instructions.reversed()) {
            if (i.results().stream().anyMatch(adjoints::has)) {
                b.at(i.span());
                reverse(i, adjoints);
            }
        }
    }

    private void reverse(Instruction i, Adjoints adjoints) {
        Var d = adjoints.get(i.results().getFirst());
        switch (i.operation()) {
            case Operation.Element(ElementOp op) -> element(op, i, d, adjoints);
            case Operation.For loop -> new LoopReversal(this, i, loop, adjoints).run();
            case Operation.If _ -> BranchReversal.run(this, i, adjoints);
            case Operation.While _ -> throw new AssertionError("counted before: " + i.operation());
            case Operation.Call(String callee) -> call(callee, i, adjoints);
            case Operation.Jvp _, Operation.Vjp _ ->
                throw new IllegalArgumentException("derivatives are expanded first: " + i.operation());
            case Operation.Const _, Operation.Iota _, Operation.StopGradient _ ->
                throw new AssertionError("never active: " + i.operation());
            case Operation.Cast _ -> adjoints.add(i.operand(0), b.emit(new Operation.Cast(element(i.operand(0))), d));
            case Operation.Index _ -> adjoints.add(i.operand(0), b.place(shape(i.operand(0)), d, positions(i)));
            case Operation.Place _ -> adjoints.add(i.operand(0), b.index(d, positions(i)));
            case Operation.Gather _ -> adjoints.add(i.operand(0),
                    b.emit(new Operation.ScatterAdd(i.operand(0).type().size(0)), d, map.get(i.operand(1))));
            case Operation.ScatterAdd _ ->
                adjoints.add(i.operand(0), b.emit(new Operation.Gather(), d, map.get(i.operand(1))));
            case Operation.Broadcast _, Operation.Reshape _, Operation.Transpose _, Operation.Slice _,
                    Operation.Pad _ ->
                adjoints.add(i.operand(0), Transposes.unary(b, i, d));
            case Operation.Concat(int axis) -> {
                List<Var> parts = Transposes.split(b, i.operands(), axis, d);
                for (int k = 0; k < parts.size(); k++) {
                    adjoints.add(i.operand(k), parts.get(k));
                }
            }
            case Operation.Dot dot -> {
                Var left = i.operand(0);
                Var right = i.operand(1);
                if (activity.isActive(left)) {
                    adjoints.add(left, Transposes.left(b, dot, left.type(), map.get(right), d));
                }
                if (activity.isActive(right)) {
                    adjoints.add(right, Transposes.right(b, dot, map.get(left), right.type(), d));
                }
            }
            case Operation.Cholesky _ -> adjoints.add(i.operand(0), Solvers.factorAdjoint(b, map.get(i.result()), d));
            case Operation.TriangularSolve _, Operation.Solve _ -> {
                Var right = Solvers.rightAdjoint(b, i.operation(), map.get(i.operand(0)), d);
                adjoints.add(i.operand(1), right);
                if (activity.isActive(i.operand(0))) {
                    adjoints.add(i.operand(0), Solvers.matrixAdjoint(b, i.operation(), map.get(i.result()), right));
                }
            }
            case Operation.Reduce _ -> throw new IllegalArgumentException("reductions are expanded first");
        }
    }

    private void element(ElementOp op, Instruction i, Var d, Adjoints adjoints) {
        List<Var> x = map.all(i.operands());
        Var y = map.get(i.result());
        for (int k = 0; k < op.arity(); k++) {
            Rule rule = op.derivative(k);
            if (activity.isActive(i.operand(k)) && rule != Rule.ZERO) {
                adjoints.add(i.operand(k), Derivative.emit(b, op, k, x, y, d, i.span()));
            }
        }
    }

    private void call(String callee, Instruction i, Adjoints adjoints) {
        List<Var> cotangents = i.results().stream()
                .filter(v -> v.type().isReal())
                .map(adjoints::orZeros)
                .toList();
        List<Var> results = CustomDerivative.adjoints(b, functions, callee, map.all(i.operands()), cotangents);
        int k = 0;
        for (Var operand : i.operands()) {
            if (operand.type().isReal()) {
                adjoints.add(operand, results.get(k++));
            }
        }
    }

    /// The values with adjoints that are defined outside of the list.
    List<Var> free(Adjoints adjoints, Block list) {
        return adjoints.values().stream().filter(v -> home.get(v) != list).toList();
    }

    private List<Var> positions(Instruction i) {
        return map.all(i.operands().subList(1, i.operands().size()));
    }

    private static List<Integer> shape(Var value) {
        return value.type().shape();
    }

    private static mg.ir.ElementType element(Var value) {
        return value.type().element();
    }
}
