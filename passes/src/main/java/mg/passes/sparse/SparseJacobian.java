package mg.passes.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mg.ir.Builder;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.Jacobian;
import mg.passes.Linearization;

/// The elements of a Jacobian that can be other than zero, and where they stand: `rows` and `cols` (`i64`) and `vals`,
/// in row-major order. Rows count the elements of the result and columns those of the argument, in row-major order too.
///
/// Pattern and groups are found here, once; the program has them as constants.
public final class SparseJacobian {
    private final Builder b;
    private final Linearization at;
    private final int output;
    private final Pattern pattern;
    private final Compression compression;

    private SparseJacobian(Linearization at, int output, Pattern pattern) {
        this.b = at.b();
        this.at = at;
        this.output = output;
        this.pattern = pattern;
        this.compression = Compression.of(pattern);
    }

    /// The program with one more function, called `name`: it has the arguments of `function` and the results `rows`,
    /// `cols` and `vals`.
    ///
    /// @throws DiagnosticException if the argument or the result is not real
    public static Program of(Program program, String function, int argument, int result, String name) {
        Jacobian.requireReal(program.function(function), argument, result);
        Program alone = Jacobian.alone(program, function, result, name + "_of");
        var builder = new Builder();
        List<Var> results = emit(builder, alone, name + "_of",
                builder.argumentsOf(alone.function(name + "_of")), argument, 0);
        return alone.plus(builder.finish(name, List.of("rows", "cols", "vals"), results));
    }

    /// Emits the values `rows`, `cols` and `vals` for a function of a program at the given operands. Those that are
    /// made of constants alone are known to the pattern.
    public static List<Var> emit(
            Builder b, Program program, String function, List<Var> operands, int argument, int result) {
        Map<Integer, Tensor> known = KnownOperands.of(b, program, operands);
        Pattern pattern = Pattern.of(program, function, argument, result, known);
        var at = new Linearization(b, program.function(function), operands, List.of(argument));
        int output = (int) at.function().resultTypes().subList(0, result).stream().filter(Type::isReal).count();
        return new SparseJacobian(at, output, pattern).emit();
    }

    private List<Var> emit() {
        int count = pattern.count();
        int forward = compression.forwardGroups();
        long size = (long) forward * pattern.rows() + (long) compression.backwardGroups() * pattern.columns();
        if (size > Integer.MAX_VALUE) {
            throw new DiagnosticException(Diagnostic.at(b.span(), "the sparse Jacobian of " + pattern.rows() + " by "
                    + pattern.columns() + " elements needs " + compression.groups() + " derivatives",
                    "its pattern has too few zeros"));
        }
        var rows = new long[count];
        var cols = new long[count];
        var from = new long[count];
        var next = new int[1];
        pattern.forEach((row, column) -> {
            int k = next[0]++;
            int group = compression.backward()[row];
            rows[k] = row;
            cols[k] = column;
            from[k] = group < 0
                    ? compression.forward()[column] * (long) pattern.rows() + row
                    : (long) forward * pattern.rows() + group * (long) pattern.columns() + column;
        });
        return List.of(table(rows), table(cols), values(from));
    }

    private Var table(long[] values) {
        return b.constant(Tensor.wholes(Type.of(ElementType.I64, values.length), k -> values[k]));
    }

    private Var values(long[] from) {
        ElementType real = at.outputs().get(output).element();
        var parts = new ArrayList<Var>();
        if (compression.forwardGroups() > 0) {
            parts.add(derivatives(compression.forward(), at.inputs().getFirst(), real,
                    seed -> at.forward(List.of(seed)).get(output)));
        }
        if (compression.backwardGroups() > 0) {
            parts.add(derivatives(compression.backward(), at.outputs().get(output), real,
                    seed -> at.backward(output, seed).getFirst()));
        }
        if (parts.isEmpty()) {
            return b.zeros(Type.of(real, 0));
        }
        Var all = parts.size() == 1 ? parts.getFirst() : b.emit(new Operation.Concat(0), parts);
        return b.emit(new Operation.Gather(), all, table(from));
    }

    /// What `derivative` gives for the sum of the units of each group, one after the other.
    private Var derivatives(int[] groups, Type type, ElementType real, UnaryOperator<Var> derivative) {
        Var table = b.constant(Tensor.wholes(Type.of(ElementType.I64, groups.length), k -> groups[k]));
        Var each = b.forLoop(Colouring.count(groups), Kind.COLLECT, group -> {
            Var members = b.element(ElementOp.EQ, table, b.broadcast(group, table.type().shape()));
            Var seed = b.emit(new Operation.Cast(type.element()), members);
            Var found = derivative.apply(b.reshape(seed, type.shape()));
            return found.type().element() == real ? found : b.emit(new Operation.Cast(real), found);
        });
        return b.reshape(each, List.of(each.type().size()));
    }
}
