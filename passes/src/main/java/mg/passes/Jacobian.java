package mg.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Type;
import mg.ir.Var;

/// All partial derivatives of a function, as arrays: a loop over unit directions around one derivative instruction.
///
/// Row by row in reverse, or column by column forward, whichever costs less.
public final class Jacobian {
    /// A row in reverse costs about so many columns forward: it runs the function, keeps what the way back reads, and
    /// walks back, where forward mode goes along.
    private static final int ROW = 3;

    private final Linearization at;
    private final Builder b;

    private Jacobian(Linearization at) {
        this.at = at;
        this.b = at.b();
    }

    /// The program with one more function, called `name`: it has the arguments of `function`, and its result `jacobian`
    /// has the shape of that result followed by the shape of that argument.
    ///
    /// @throws DiagnosticException if the argument or the result is not real
    public static Program of(Program program, String function, int argument, int result, String name) {
        requireReal(program.function(function), argument, result);
        Program alone = alone(program, function, result, name + "_of");
        mg.ir.Function f = alone.function(name + "_of");
        var builder = new Builder();
        var at = new Linearization(builder, f, builder.argumentsOf(f), List.of(argument));
        return alone.plus(builder.finish(name, List.of("jacobian"), blocks(at).getFirst()));
    }

    /// @throws DiagnosticException if that argument or that result of a function is not real
    public static void requireReal(mg.ir.Function f, int argument, int result) {
        Type input = f.argumentTypes().get(argument);
        Type output = f.resultTypes().get(result);
        if (!input.isReal()) {
            throw new DiagnosticException(Diagnostic.of("there is no derivative with respect to '"
                    + f.arguments().get(argument).name() + "', which is " + input));
        }
        if (!output.isReal()) {
            throw new DiagnosticException(Diagnostic.of("there is no derivative of '" + f.resultNames().get(result)
                    + "', which is " + output));
        }
    }

    /// The program with one more function, called `name`, that gives one result of a function alone: the others then
    /// have no adjoints, rather than zeros.
    public static Program alone(Program program, String function, int result, String name) {
        mg.ir.Function f = program.function(function);
        var b = new Builder();
        List<Var> results = b.call(f, b.argumentsOf(f));
        return program.plus(b.finish(name, List.of(f.resultNames().get(result)), List.of(results.get(result))));
    }

    /// For each output of a linearization the block of each input, of the output's shape followed by the input's.
    public static List<List<Var>> blocks(Linearization at) {
        long rows = at.outputs().stream().mapToLong(Type::size).sum();
        long columns = at.inputs().stream().mapToLong(Type::size).sum();
        var jacobian = new Jacobian(at);
        return ROW * rows <= columns ? jacobian.backward() : jacobian.forward();
    }

    private List<List<Var>> backward() {
        return IntStream.range(0, at.outputs().size()).mapToObj(this::rows).toList();
    }

    private List<Var> rows(int output) {
        Type type = at.outputs().get(output);
        List<Var> rows = basis(type, unit -> at.backward(output, unit));
        return IntStream.range(0, rows.size())
                .mapToObj(k -> b.reshape(rows.get(k), Lists.concat(type.shape(), at.inputs().get(k).shape())))
                .toList();
    }

    private List<List<Var>> forward() {
        List<List<Var>> columns = IntStream.range(0, at.inputs().size()).mapToObj(this::columns).toList();
        return IntStream.range(0, at.outputs().size())
                .mapToObj(j -> columns.stream().map(blocks -> blocks.get(j)).toList())
                .toList();
    }

    private List<Var> columns(int input) {
        Type type = at.inputs().get(input);
        List<Var> columns = basis(type, unit -> at.forward(input, unit));
        return IntStream.range(0, columns.size())
                .mapToObj(j -> b.reshape(
                        last(columns.get(j), type), Lists.concat(at.outputs().get(j).shape(), type.shape())))
                .toList();
    }

    /// The same with its first axis, the direction, last. For a scalar there is no such axis.
    private Var last(Var columns, Type input) {
        if (input.isScalar()) {
            return columns;
        }
        var axes = new ArrayList<>(IntStream.range(1, columns.type().rank()).boxed().toList());
        axes.add(0);
        return b.transpose(columns, axes);
    }

    /// What `f` gives for each unit of a type, stacked; for a scalar, for 1.
    private List<Var> basis(Type type, Function<Var, List<Var>> f) {
        if (type.isScalar()) {
            return f.apply(b.filled(type, 1));
        }
        Var i = b.counter(type.size());
        var block = b.block(List.of(i), () -> {
            Var one = b.filled(Type.scalar(type.element()), 1);
            return f.apply(b.reshape(b.place(List.of(type.size()), one, List.of(i)), type.shape()));
        });
        List<Kind> kinds = Collections.nCopies(block.results().size(), Kind.COLLECT);
        return b.emit(new Operation.For(type.size(), kinds, false, false), List.of(), List.of(block));
    }
}
