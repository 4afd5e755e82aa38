package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Rule;
import mg.ir.Var;
import mg.ir.VarMap;

/// Forward mode: from a function, the function that also gives the tangents of its results.
///
/// Each instruction is followed by those that compute the tangent of its result; loops and branches carry the tangents
/// of what they give beside it. A value that does not depend on what has a tangent has none.
public final class ForwardMode {
    private final Builder b = new Builder();
    private final VarMap<Var> map = new VarMap<>();
    private final VarMap<Var> tangents = new VarMap<>();
    private final Activity activity;
    private final Map<String, Function> functions;

    private ForwardMode(Activity activity, Map<String, Function> functions) {
        this.activity = activity;
        this.functions = functions;
    }

    /// The function with a tangent for each argument at `wrt` as further arguments, and the tangents of its real
    /// results as further results. At most about three times the operations.
    ///
    /// @param function  in expanded form, without derivatives, and without calls but of functions that state their own
    /// @param functions by name, where their derivatives are found
    /// @throws mg.ir.DiagnosticException if something on the way has no derivative
    public static Function run(Function function, List<Integer> wrt, Map<String, Function> functions) {
        Function f = PrepareLoops.forForward(function, wrt);
        List<Var> sources = wrt.stream().map(k -> f.body().arguments().get(k)).toList();
        return new ForwardMode(Activity.of(f.body(), sources), functions).differentiate(f, wrt);
    }

    private Function differentiate(Function f, List<Integer> wrt) {
        map.putAll(f.body().arguments(), b.argumentsOf(f));
        for (int k : wrt) {
            Var x = f.body().arguments().get(k);
            tangents.put(x, b.argument("d_" + f.arguments().get(k).name(), x.type()));
        }
        forward(f.body().instructions());
        var results = new ArrayList<>(map.all(f.body().results()));
        var names = new ArrayList<>(f.resultNames());
        b.at(mg.ir.Span.NONE);
        for (int k = 0; k < f.resultNames().size(); k++) {
            Var result = f.body().results().get(k);
            if (result.type().isReal()) {
                results.add(tangent(result));
                names.add("d_" + f.resultNames().get(k));
            }
        }
        return b.finish("jvp_" + f.name(), names, results);
    }

    /// The tangent of a value of the old function, zeros if it has none.
    private Var tangent(Var old) {
        return tangents.has(old) ? tangents.get(old) : b.zeros(old.type());
    }

    private Optional<Var> known(Var old) {
        return tangents.has(old) ? Optional.of(tangents.get(old)) : Optional.empty();
    }

    private void forward(List<Instruction> instructions) {
        for (Instruction i : instructions) {
            b.at(i.span());
            switch (i.operation()) {
                case Operation.For loop -> forLoop(i, loop);
                case Operation.While _ -> whileLoop(i);
                case Operation.If _ -> branches(i);
                case Operation.Call(String callee) -> call(callee, i);
                case Operation.Jvp _, Operation.Vjp _ ->
                    throw new IllegalArgumentException("derivatives are expanded first: " + i.operation());
                default -> {
                    b.copy(i, map);
                    if (activity.isActive(i.result())) {
                        tangents.put(i.result(), linear(i));
                    }
                }
            }
        }
    }

    private void call(String callee, Instruction i) {
        b.copy(i, map);
        if (i.results().stream().noneMatch(activity::isActive)) {
            return;
        }
        List<Var> d = i.operands().stream().filter(v -> v.type().isReal()).map(this::tangent).toList();
        List<Var> results = CustomDerivative.tangents(b, functions, callee, map.all(i.operands()), d);
        int k = 0;
        for (Var result : i.results()) {
            if (result.type().isReal()) {
                tangents.put(result, results.get(k++));
            }
        }
    }

    /// The tangent of a simple instruction's result.
    private Var linear(Instruction i) {
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) -> element(op, i);
            case Operation.Dot _ -> {
                Var left = i.operand(0);
                Var right = i.operand(1);
                Var sum = tangents.has(left) ? b.emit(i.operation(), tangents.get(left), map.get(right)) : null;
                if (tangents.has(right)) {
                    Var term = b.emit(i.operation(), map.get(left), tangents.get(right));
                    sum = sum == null ? term : b.add(sum, term);
                }
                yield sum;
            }
            case Operation.Cholesky _ ->
                Solvers.factorTangent(b, map.get(i.result()), tangents.get(i.operand(0)));
            case Operation.TriangularSolve _, Operation.Solve _ -> Solvers.solutionTangent(b, i.operation(),
                    map.all(i.operands()), map.get(i.result()), i.operands().stream().map(this::known).toList());
            case Operation.Concat _ -> b.emit(i.operation(), i.operands().stream().map(this::tangent).toList());
            case Operation.Cast _, Operation.Index _, Operation.Place _, Operation.Gather _, Operation.ScatterAdd _,
                    Operation.Broadcast _, Operation.Reshape _, Operation.Transpose _, Operation.Slice _,
                    Operation.Pad _ -> {
                var operands = new ArrayList<>(map.all(i.operands()));
                operands.set(0, tangents.get(i.operand(0)));
                yield b.emit(i.operation(), operands);
            }
            case Operation.Const _, Operation.Iota _, Operation.StopGradient _ ->
                throw new AssertionError("never active: " + i.operation());
            case Operation.Reduce _ -> throw new IllegalArgumentException("reductions are expanded first");
            case Operation.For _, Operation.While _, Operation.If _, Operation.Call _, Operation.Jvp _,
                    Operation.Vjp _ ->
                throw new AssertionError("not simple: " + i.operation());
        };
    }

    private Var element(ElementOp op, Instruction i) {
        List<Var> x = map.all(i.operands());
        Var y = map.get(i.result());
        Var sum = null;
        for (int k = 0; k < op.arity(); k++) {
            if (tangents.has(i.operand(k)) && op.derivative(k) != Rule.ZERO) {
                Var term = Derivative.emit(b, op, k, x, y, tangents.get(i.operand(k)), i.span());
                sum = sum == null ? term : b.add(sum, term);
            }
        }
        return sum;
    }

    private List<Var> active(List<Var> values) {
        return values.stream().filter(activity::isActive).toList();
    }

    /// The same loop with tangents beside: carries first, then the old results, then the tangents of sums and collects.
    /// The tangent of an extreme is the tangent of its iteration: collected, and read at its position; in a bounded
    /// loop, which collects nothing and has no state beside extremes, that of this iteration alone, computed after the
    /// loop.
    private void forLoop(Instruction i, Operation.For loop) {
        Block body = i.block();
        List<Var> state = body.arguments().subList(1, 1 + loop.carries());
        List<Var> moving = active(state);
        var operands = new ArrayList<>(map.all(i.operands().subList(0, loop.carries())));
        for (int k = 0; k < loop.carries(); k++) {
            if (activity.isActive(state.get(k))) {
                operands.add(tangent(i.operand(k)));
            }
        }
        if (loop.bounded()) {
            operands.add(map.get(i.operands().getLast()));
        }
        List<Integer> others = IntStream.range(loop.carries(), i.results().size()).boxed().toList();
        List<Integer> plain = others.stream().filter(k -> isActive(i, k) && !isExtreme(loop, k)).toList();
        List<Integer> extremes = others.stream().filter(k -> isActive(i, k) && isExtreme(loop, k)).toList();

        var kinds = new ArrayList<Kind>(loop.kinds().subList(0, loop.carries()));
        moving.forEach(_ -> kinds.add(Kind.CARRY));
        others.forEach(k -> kinds.add(loop.kinds().get(k)));
        plain.forEach(k -> kinds.add(loop.kinds().get(k)));
        for (int k : extremes) {
            if (!loop.bounded()) {
                kinds.add(Kind.COLLECT);
            }
            kinds.add(loop.kinds().get(k) == Kind.MAX ? Kind.ARGMAX : Kind.ARGMIN);
        }
        var augmented = new Operation.For(loop.n(), kinds, loop.bounded(), loop.down());
        List<Var> results = b.forLoop(augmented, operands, (index, carries) -> {
            map.put(body.arguments().getFirst(), index);
            map.putAll(state, carries.subList(0, state.size()));
            tangents.putAll(moving, carries.subList(state.size(), carries.size()));
            if (moving.isEmpty() && plain.isEmpty() && loop.bounded()) {
                b.copy(body.instructions(), map);
            } else {
                forward(body.instructions());
            }
            List<Var> yields = map.all(body.results());
            var next = new ArrayList<>(yields.subList(0, state.size()));
            for (int k = 0; k < state.size(); k++) {
                if (activity.isActive(state.get(k))) {
                    next.add(tangent(body.results().get(k)));
                }
            }
            others.forEach(k -> next.add(yields.get(k)));
            plain.forEach(k -> next.add(tangent(body.results().get(k))));
            for (int k : extremes) {
                if (!loop.bounded()) {
                    next.add(tangent(body.results().get(k)));
                }
                next.add(yields.get(k));
            }
            return next;
        });

        int at = 0;
        for (int k = 0; k < loop.carries(); k++) {
            map.put(i.results().get(k), results.get(at++));
        }
        for (int k = 0; k < loop.carries(); k++) {
            if (activity.isActive(state.get(k))) {
                tangents.put(i.results().get(k), results.get(at++));
            }
        }
        for (int k : others) {
            map.put(i.results().get(k), results.get(at++));
        }
        for (int k : plain) {
            tangents.put(i.results().get(k), results.get(at++));
        }
        for (int k : extremes) {
            if (loop.bounded()) {
                tangents.put(i.results().get(k), at(i, k, results.get(at++)));
            } else {
                Var all = results.get(at++);
                tangents.put(i.results().get(k), b.index(all, results.get(at++)));
            }
        }
    }

    /// The tangent of what a bounded loop yields at one position, 0 if it does not run.
    private Var at(Instruction loop, int result, Var position) {
        Block body = loop.block();
        Var runs = b.lt(b.constant(0L), map.get(loop.operands().getLast()));
        return b.ifElse(runs, () -> {
            map.put(body.arguments().getFirst(), position);
            forward(body.instructions());
            return List.of(tangent(body.results().get(result)));
        }, () -> List.of(b.zeros(body.results().get(result).type()))).getFirst();
    }

    private boolean isActive(Instruction i, int result) {
        return activity.isActive(i.results().get(result));
    }

    private static boolean isExtreme(Operation.For loop, int result) {
        return loop.kinds().get(result) == Kind.MAX || loop.kinds().get(result) == Kind.MIN;
    }

    private void whileLoop(Instruction i) {
        Block test = i.blocks().get(0);
        Block body = i.blocks().get(1);
        int size = i.operands().size();
        List<Integer> moving =
                IntStream.range(0, size).filter(k -> activity.isActive(body.arguments().get(k))).boxed().toList();
        var initial = new ArrayList<>(map.all(i.operands()));
        moving.forEach(k -> initial.add(tangent(i.operand(k))));
        List<Var> results = b.whileLoop(
                initial,
                state -> {
                    map.putAll(test.arguments(), state.subList(0, size));
                    b.copy(test.instructions(), map);
                    return map.get(test.results().getFirst());
                },
                state -> {
                    map.putAll(body.arguments(), state.subList(0, size));
                    for (int k = 0; k < moving.size(); k++) {
                        tangents.put(body.arguments().get(moving.get(k)), state.get(size + k));
                    }
                    forward(body.instructions());
                    var next = new ArrayList<>(map.all(body.results()));
                    moving.forEach(k -> next.add(tangent(body.results().get(k))));
                    return next;
                });
        map.putAll(i.results(), results.subList(0, size));
        for (int k = 0; k < moving.size(); k++) {
            tangents.put(i.results().get(moving.get(k)), results.get(size + k));
        }
    }

    private void branches(Instruction i) {
        List<Integer> moving =
                IntStream.range(0, i.results().size()).filter(k -> isActive(i, k)).boxed().toList();
        List<Var> results = b.ifElse(
                map.get(i.operand(0)), () -> branch(i.blocks().get(0), moving), () ->
                branch(i.blocks().get(1), moving));
        int size = i.results().size();
        map.putAll(i.results(), results.subList(0, size));
        for (int k = 0; k < moving.size(); k++) {
            tangents.put(i.results().get(moving.get(k)), results.get(size + k));
        }
    }

    private List<Var> branch(Block block, List<Integer> moving) {
        forward(block.instructions());
        var results = new ArrayList<>(map.all(block.results()));
        moving.forEach(k -> results.add(tangent(block.results().get(k))));
        return results;
    }
}
