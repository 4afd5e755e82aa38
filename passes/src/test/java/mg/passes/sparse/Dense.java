package mg.passes.sparse;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import mg.passes.Jacobian;
import mg.passes.Pipelines;

/// Jacobians in other ways than by their pattern.
final class Dense {
    private Dense() {}

    static Program parse(String text) {
        Program program = Parser.parse("test", text);
        Verifier.check(program);
        return program;
    }

    /// The results of a function of a program with derivatives.
    static List<Tensor> run(Program program, String function, List<Tensor> x) {
        Verifier.check(program);
        Program expanded = Program.of(Pipelines.optimized(program, function));
        Verifier.check(expanded);
        return Interpreter.call(expanded, function, x);
    }

    /// By derivatives: an array of the result's shape followed by the argument's.
    static Tensor jacobian(Program program, String function, int argument, int result, List<Tensor> x) {
        return run(Jacobian.of(program, function, argument, result, "dense"), "dense", x).getFirst();
    }

    /// By central differences, in row-major order.
    static double[][] differences(Program program, String function, int argument, int result, List<Tensor> x) {
        Function f = program.function(function);
        int columns = f.argumentTypes().get(argument).size();
        int rows = f.resultTypes().get(result).size();
        var jacobian = new double[rows][columns];
        double h = 1e-5;
        for (int k = 0; k < columns; k++) {
            Tensor above = run(program, function, moved(x, argument, k, h)).get(result);
            Tensor below = run(program, function, moved(x, argument, k, -h)).get(result);
            for (int j = 0; j < rows; j++) {
                jacobian[j][k] = (above.real(j) - below.real(j)) / (2 * h);
            }
        }
        return jacobian;
    }

    private static List<Tensor> moved(List<Tensor> x, int argument, int k, double h) {
        var moved = new ArrayList<>(x);
        Tensor old = x.get(argument);
        moved.set(argument, Tensor.reals(old.type(), j -> old.real(j) + (j == k ? h : 0)));
        return moved;
    }
}
