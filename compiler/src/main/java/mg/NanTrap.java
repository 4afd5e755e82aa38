package mg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Diagnostic;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.passes.Pipelines;

/// Finds the first operation that makes a NaN or an infinity out of finite numbers. Runs the interpreter, which is
/// slow.
public final class NanTrap {
    private static final int MOST = 3;

    /// Ends the interpretation.
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Diagnostic diagnostic;

        Found(Diagnostic diagnostic) {
            super(diagnostic.message(), null, false, false);
            this.diagnostic = diagnostic;
        }
    }

    private NanTrap() {}

    /// The first such operation when a function is called with these arguments, as an error at its place; nothing if
    /// there is none.
    ///
    /// @param part which part of a computation it is, for the message: `forward` or `backward`
    public static Optional<Diagnostic> find(Program program, String function, List<Tensor> arguments, String part) {
        Program expanded = program.with(List.of(Pipelines.run(Pipelines.EXPANDED, program, function)));
        boolean finite = arguments.stream().allMatch(NanTrap::isFinite);
        try {
            Interpreter.call(expanded, function, arguments, (i, x, y) -> check(i, x, y, finite, part));
            return Optional.empty();
        } catch (Found found) {
            return Optional.of(found.diagnostic);
        }
    }

    private static void check(Instruction i, List<Tensor> x, List<Tensor> y, boolean finite, String part) {
        if (i.operation() instanceof Operation.For loop) {
            for (int k = loop.carries(); k < y.size(); k++) {
                boolean adds = loop.kinds().get(k) == Kind.SUM || loop.kinds().get(k) == Kind.PROD;
                if (adds && finite && !isFinite(y.get(k))) {
                    throw found(i, "the " + loop.kinds().get(k) + " over " + loop.n() + " iterations", y.get(k), part);
                }
            }
        } else if (i.blocks().isEmpty() && !x.isEmpty() && x.stream().allMatch(NanTrap::isFinite)
                && !isFinite(y.getFirst())) {
            throw found(i, name(i.operation()) + " of " + shown(x), y.getFirst(), part);
        }
    }

    private static Found found(Instruction i, String what, Tensor result, String part) {
        int at = firstBad(result);
        String where = result.type().isScalar() ? "" : " in element " + at;
        return new Found(Diagnostic.at(
                i.span(), what + " gives " + result.real(at) + where, "this happened in the " + part + " part"));
    }

    private static String name(Operation operation) {
        return operation instanceof Operation.Element(var op)
                ? "'" + op + "'"
                : operation.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static String shown(List<Tensor> operands) {
        var texts = new ArrayList<String>();
        for (Tensor x : operands) {
            var elements = new ArrayList<String>();
            for (int k = 0; k < Math.min(x.type().size(), MOST); k++) {
                elements.add(x.type().isReal() ? Double.toString(x.real(k)) : Long.toString(x.whole(k)));
            }
            String all = String.join(", ", elements);
            texts.add(x.type().isScalar() ? all : "[" + all + (x.type().size() > MOST ? ", …]" : "]"));
        }
        return String.join(" and ", texts);
    }

    private static boolean isFinite(Tensor t) {
        return firstBad(t) < 0;
    }

    private static int firstBad(Tensor t) {
        for (int k = 0; t.type().isReal() && k < t.type().size(); k++) {
            if (!Double.isFinite(t.real(k))) {
                return k;
            }
        }
        return -1;
    }
}
