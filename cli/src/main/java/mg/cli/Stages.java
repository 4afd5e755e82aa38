package mg.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import mg.ModelFunction;
import mg.ir.Block;
import mg.ir.DiagnosticException;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Verifier;
import mg.passes.Pass;
import mg.passes.Pipelines;

/// A function on its way through passes.
final class Stages {
    private final String function;
    private final boolean stats;
    private final boolean verify;
    private final PrintWriter out;
    private Program program;

    /// @param stats  whether to say how long each pass takes, how many instructions it leaves, and how many
    ///                contractions it found
    /// @param verify whether to check the invariants after each
    Stages(ModelFunction.Instance instance, boolean stats, boolean verify, PrintWriter out) {
        this.function = instance.name();
        this.stats = stats;
        this.verify = verify;
        this.out = out;
        this.program = reachable(instance.program());
    }

    /// The program as it is now.
    Program program() {
        return program;
    }

    /// Prints the program under a comment.
    void print(String title) {
        out.println("// " + title);
        out.println(Printer.print(program));
    }

    /// Runs a pass.
    Program run(Pass pass) {
        int before = size(program);
        long contractions = contractions(program);
        long began = System.nanoTime();
        program = reachable(pass.run(program));
        double milliseconds = (System.nanoTime() - began) / 1e6;
        if (verify) {
            verify(pass);
        }
        if (stats) {
            long found = contractions(program) - contractions;
            out.println(String.format(Locale.ROOT, "// %-16s %9.3f ms  %7d -> %7d instructions%s",
                    pass.name(), milliseconds, before, size(program),
                    found > 0 ? ", " + found + (found == 1 ? " contraction" : " contractions") : ""));
        }
        return program;
    }

    private Program reachable(Program p) {
        return Pipelines.reachable(p, Set.of(function));
    }

    private void verify(Pass pass) {
        try {
            Verifier.check(program);
        } catch (DiagnosticException e) {
            throw new AssertionError("the program is not valid after pass '" + pass.name() + "': " + e.getMessage(), e);
        }
    }

    /// The number of instructions, nested ones included.
    private static int size(Program p) {
        return p.functions().stream().mapToInt(f -> size(f.body())).sum();
    }

    private static long contractions(Program p) {
        return p.functions().stream().mapToLong(f -> contractions(f.body())).sum();
    }

    private static long contractions(Block block) {
        long found = 0;
        for (Instruction i : block.instructions()) {
            found += i.operation() instanceof Operation.Dot ? 1 : 0;
            for (Block nested : i.blocks()) {
                found += contractions(nested);
            }
        }
        return found;
    }

    private static int size(Block block) {
        int size = block.instructions().size();
        for (Instruction i : block.instructions()) {
            for (Block nested : i.blocks()) {
                size += size(nested);
            }
        }
        return size;
    }
}
