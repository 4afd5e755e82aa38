package mg.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// All partial derivatives of a function.
final class Jacobians {
    private final Evaluator evaluator;
    private final Derivatives derivatives;
    private final Lifting lifting;
    private final Builder builder;

    Jacobians(Evaluator evaluator, Derivatives derivatives, Lifting lifting) {
        this.evaluator = evaluator;
        this.derivatives = derivatives;
        this.lifting = lifting;
        this.builder = evaluator.builder();
    }

    /// Row by row in reverse, or column by column forward, whichever is less.
    Meaning of(Meaning.Callable f, List<Operand> arguments, Span span) {
        Lifted lifted = lifting.lift(f, arguments, span);
        List<Type> inputs = lifted.leaves().stream().map(Var::type).filter(Type::isReal).toList();
        List<Type> outputs = lifted.outputs();
        long rows = outputs.stream().mapToLong(Type::size).sum();
        long columns = inputs.stream().mapToLong(Type::size).sum();
        Var[][] blocks = rows <= columns ? reverse(lifted, inputs, outputs, span)
                : forward(lifted, inputs, outputs, span);
        var next = new int[1];
        Meaning result = lifted.instance().result();
        Meaning.leaves(result).stream().filter(v -> !v.type().isReal()).findAny().ifPresent(v -> {
            throw new Rejection(span, "jacobian takes a function with real results, this one gives "
                    + evaluator.type(result));
        });
        return nested(result, () -> Derivatives.single(Derivatives.adjoints(lifted.arguments(), List.of(blocks[next[0]++]))));
    }

    /// The structure of a result with another structure for each leaf.
    private static Meaning nested(Meaning meaning, java.util.function.Supplier<Meaning> leaf) {
        return switch (meaning) {
            case Meaning.Computed _ -> leaf.get();
            case Meaning.Tuple(List<Meaning> items) ->
                new Meaning.Tuple(items.stream().map(m -> nested(m, leaf)).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(m -> nested(m, leaf)).toList());
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _, Meaning.Broken _ -> meaning;
        };
    }

    private Var[][] reverse(Lifted f, List<Type> inputs, List<Type> outputs, Span span) {
        int values = f.instance().function().resultTypes().size();
        var blocks = new Var[outputs.size()][];
        for (int j = 0; j < blocks.length; j++) {
            int leaf = j;
            List<Var> rows = basis(outputs.get(j), one -> {
                List<Var> all = derivatives.vjp(f, oneOf(outputs, leaf, one), span);
                return all.subList(values, all.size());
            });
            blocks[j] = IntStream.range(0, inputs.size())
                    .mapToObj(k -> builder.reshape(rows.get(k), joined(outputs.get(leaf), inputs.get(k))))
                    .toArray(Var[]::new);
        }
        return blocks;
    }

    private Var[][] forward(Lifted f, List<Type> inputs, List<Type> outputs, Span span) {
        int values = f.instance().function().resultTypes().size();
        var blocks = new Var[outputs.size()][inputs.size()];
        for (int k = 0; k < inputs.size(); k++) {
            int leaf = k;
            List<Var> columns = basis(inputs.get(k), one -> {
                List<Var> all = derivatives.jvp(f, oneOf(inputs, leaf, one), span);
                return all.subList(values, all.size());
            });
            for (int j = 0; j < outputs.size(); j++) {
                blocks[j][k] = builder.reshape(last(columns.get(j), inputs.get(k)),
                        joined(outputs.get(j), inputs.get(k)));
            }
        }
        return blocks;
    }

    /// The same with its first axis, the direction, last. For a scalar there is no such axis.
    private Var last(Var columns, Type input) {
        if (input.isScalar()) {
            return columns;
        }
        var axes = new ArrayList<>(IntStream.range(1, columns.type().rank()).boxed().toList());
        axes.add(0);
        return builder.transpose(columns, axes);
    }

    private static List<Integer> joined(Type output, Type input) {
        var shape = new ArrayList<>(output.shape());
        shape.addAll(input.shape());
        return shape;
    }

    /// What `f` gives for each unit of a type, stacked; for a scalar, for 1.
    private List<Var> basis(Type type, java.util.function.Function<Var, List<Var>> f) {
        if (type.isScalar()) {
            return f.apply(builder.filled(type, 1));
        }
        Var i = builder.counter(type.size());
        var block = builder.block(List.of(i), () -> {
            Var flat = builder.place(List.of(type.size()), builder.filled(Type.scalar(type.element()), 1), List.of(i));
            return f.apply(builder.reshape(flat, type.shape()));
        });
        List<Kind> kinds = Collections.nCopies(block.results().size(), Kind.COLLECT);
        return builder.emit(new Operation.For(type.size(), kinds, false, false), List.of(), List.of(block));
    }

    private List<Var> oneOf(List<Type> types, int leaf, Var one) {
        return IntStream.range(0, types.size())
                .mapToObj(k -> k == leaf ? one : builder.zeros(types.get(k)))
                .toList();
    }
}
