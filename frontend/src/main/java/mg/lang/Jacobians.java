package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.Jacobian;
import mg.passes.Linearization;
import mg.passes.sparse.SparseJacobian;

/// All partial derivatives of a function: for each real leaf of its result one for each real leaf of its arguments.
final class Jacobians {
    private final Evaluator evaluator;
    private final Lifting lifting;

    Jacobians(Evaluator evaluator, Lifting lifting) {
        this.evaluator = evaluator;
        this.lifting = lifting;
    }

    /// Each an array.
    Meaning of(Meaning.Callable f, List<Operand> arguments, Span span) {
        Lifted lifted = lift("jacobian", f, arguments, span);
        var at = new Linearization(
                evaluator.builder(), lifted.instance().function(), lifted.operands(), lifted.wrt());
        List<List<Meaning>> blocks = Jacobian.blocks(at).stream()
                .map(row -> row.stream().<Meaning>map(Meaning.Computed::new).toList())
                .toList();
        return nested(lifted, blocks);
    }

    /// Each a tuple of rows, columns and values.
    Meaning sparse(Meaning.Callable f, List<Operand> arguments, Span span) {
        Lifted lifted = lift("sparse_jacobian", f, arguments, span);
        Function function = lifted.instance().function();
        Program program = program(function);
        var blocks = new ArrayList<List<Meaning>>();
        for (int result = 0; result < function.resultTypes().size(); result++) {
            var row = new ArrayList<Meaning>();
            for (int argument : lifted.wrt()) {
                List<Var> triple = SparseJacobian.emit(
                        evaluator.builder(), program, function.name(), lifted.operands(), argument, result);
                row.add(new Meaning.Tuple(triple.stream().<Meaning>map(Meaning.Computed::new).toList()));
            }
            blocks.add(row);
        }
        return nested(lifted, blocks);
    }

    /// All functions so far: what the operands are made of may call others than the function.
    private Program program(Function function) {
        new Entry(evaluator.program()).reachable(function);
        return new Program(List.of(), List.copyOf(evaluator.program().functions().values()));
    }

    private Lifted lift(String name, Meaning.Callable f, List<Operand> arguments, Span span) {
        Lifted lifted = lifting.lift(f, arguments, span);
        if (!lifted.instance().function().resultTypes().stream().allMatch(Type::isReal)) {
            throw new Rejection(span, name + " takes a function with real results, this one gives "
                    + evaluator.type(lifted.instance().result()));
        }
        evaluator.builder().at(span);
        return lifted;
    }

    /// The structure of the result, with that of the arguments in place of each leaf, and in that the blocks.
    private static Meaning nested(Lifted lifted, List<List<Meaning>> blocks) {
        var next = blocks.iterator();
        return nested(lifted.instance().result(),
                () -> Derivatives.single(Derivatives.leaves(lifted.arguments(), next.next())));
    }

    private static Meaning nested(Meaning meaning, Supplier<Meaning> leaf) {
        return switch (meaning) {
            case Meaning.Computed _ -> leaf.get();
            case Meaning.Tuple(List<Meaning> items) ->
                new Meaning.Tuple(items.stream().map(m -> nested(m, leaf)).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(m -> nested(m, leaf)).toList());
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _, Meaning.Broken _ -> meaning;
        };
    }
}
