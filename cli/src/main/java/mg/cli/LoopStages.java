package mg.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import mg.Backends;
import mg.ir.Backend;
import mg.ir.Function;
import mg.ir.Options;
import mg.ir.Program;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Statement;
import mg.passes.loops.LoopPass;
import mg.passes.loops.LoopPasses;
import mg.passes.lower.Lowering;

/// A function on its way from a Wengert list to loops, and to what runs.
///
/// @param print whether to print the loops
/// @param all   whether to print also what each pass on loops leaves
/// @param stats whether to say how long each pass takes and how many statements it leaves
record LoopStages(Options options, boolean print, boolean all, boolean stats, PrintWriter out) {
    /// Lowers a function after every pass on lists.
    void run(Function optimized) {
        Kernel kernel = timed("lower", () -> Lowering.run(optimized, options));
        for (LoopPass pass : LoopPasses.ALL) {
            Kernel before = kernel;
            kernel = timed(pass.name(), () -> pass.run(before, options));
            if (all && !kernel.equals(before)) {
                print("after " + pass.name(), kernel);
            }
        }
        if (print) {
            print("loops", kernel);
        }
    }

    /// Says how long each backend takes from a program as it was written to something that runs; C without gcc if it
    /// has compiled the same before.
    void backends(Program program, String function) {
        for (Backend backend : Backends.all()) {
            if (stats && backend.takesDerivatives() && backend.unavailable().isEmpty()) {
                long began = System.nanoTime();
                backend.compile(program, function, options);
                out.println(String.format(Locale.ROOT, "// backend %-8s %9.3f ms  in all", backend.name(),
                        since(began)));
            }
        }
    }

    private Kernel timed(String name, Supplier<Kernel> pass) {
        long began = System.nanoTime();
        Kernel kernel = pass.get();
        double milliseconds = since(began);
        if (stats) {
            out.println(String.format(
                    Locale.ROOT, "// %-16s %9.3f ms  %7d statements", name, milliseconds, size(kernel.body())));
        }
        return kernel;
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    /// The number of statements, nested ones included.
    private static int size(List<Statement> body) {
        int size = body.size();
        for (Statement statement : body) {
            size += switch (statement) {
                case Statement.Loop loop -> size(loop.body());
                case Statement.If(_, List<Statement> then, List<Statement> otherwise) -> size(then) + size(otherwise);
                case Statement.While(List<Statement> test, _, List<Statement> rest) -> size(test) + size(rest);
                case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _,
                        Statement.Fill _, Statement.Copy _, Statement.Check _, Statement.NonZero _ -> 0;
            };
        }
        return size;
    }

    private void print(String title, Kernel kernel) {
        out.println("// " + title);
        LoopsPrinter.print(kernel).lines().forEach(line -> out.println("// " + line));
    }
}
