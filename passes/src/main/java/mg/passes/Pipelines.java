package mg.passes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Function;
import mg.ir.Options;
import mg.ir.Program;
import mg.loops.Kernel;
import mg.passes.loops.LoopPasses;
import mg.passes.lower.Lowering;
import mg.passes.raise.Raise;

/// The passes and the orders in which they run.
public final class Pipelines {
    private static final Pass INLINE = new Pass("inline", Inline::run);
    private static final Pass EXPAND = Pass.each("expand", Expand::run);
    private static final Pass FOLD = Pass.each("fold", Fold::run);
    private static final Pass IDENTITIES = Pass.each("identities", Identities::run);
    private static final Pass EXACT_IDENTITIES = Pass.each("identities", Identities::exact);
    private static final Pass SHARE = Pass.each("share", CommonSubexpressions::run);
    private static final Pass DEAD_CODE = Pass.each("dead-code", DeadCode::run);
    private static final Pass RAISE = Pass.each("raise", Raise::run);
    private static final Pass DIFFERENTIATE = new Pass("differentiate", Differentiate::run);
    private static final Pass STOP_GRADIENTS = Pass.each("stop-gradients", StopGradients::run);
    private static final Pass DOT_ORDER = Pass.each("dot-order", DotOrder::run);
    private static final Pass PLACE_RULES = Pass.each("place-rules", PlaceRules::run);
    private static final Pass ADDITIONS = Pass.each("additions", Additions::run);
    private static final Pass PRODUCTS = Pass.each("batch-products", BatchProducts::run);
    private static final Pass CORRELATIONS = Pass.each("correlations", Correlations::run);
    private static final Pass PAD_SUMS = Pass.each("pad-sums", PadSums::run);
    private static final Pass INVARIANT_LOOPS = Pass.each("invariant-loops", InvariantLoops::run);
    private static final Pass INTERCHANGE = Pass.each("interchange", LoopInterchange::run);
    private static final Pass FUSE = Pass.each("fuse", FuseLoops::run);
    private static final Pass COPIES = Pass.each("copies", Copies::run);
    private static final Pass EXTREMES = Pass.each("extreme-positions", ExtremePositions::run);
    private static final Pass REPEATED_ROWS = Pass.each("repeated-rows", RepeatedRows::run);
    private static final Pass HOIST = Pass.each("hoist", LoopInvariants::run);

    /// From a program as it was written to one function without calls and derivatives, ready to be lowered.
    public static final List<Pass> COMPILE = List.of(
            DEAD_CODE, RAISE, INLINE, EXPAND, FOLD, COPIES, IDENTITIES, DEAD_CODE, RAISE,
            DIFFERENTIATE, INLINE, STOP_GRADIENTS,
            FOLD, IDENTITIES, SHARE, DEAD_CODE, DOT_ORDER, PLACE_RULES, COPIES, IDENTITIES, ADDITIONS, PAD_SUMS,
            DEAD_CODE, PRODUCTS, CORRELATIONS, INVARIANT_LOOPS, FUSE, INTERCHANGE, SHARE, IDENTITIES, PLACE_RULES,
            IDENTITIES, COPIES, DEAD_CODE, EXTREMES, FUSE, SHARE, IDENTITIES, COPIES, DEAD_CODE, REPEATED_ROWS, HOIST,
                    DEAD_CODE);

    /// The same, with every sum in the order of the program and every bit of its numbers: straight-line code stays
    /// straight.
    public static final List<Pass> REPRODUCIBLE = COMPILE.stream()
            .filter(pass -> pass != RAISE && pass != PAD_SUMS && pass != CORRELATIONS)
            .map(pass -> pass == IDENTITIES ? EXACT_IDENTITIES : pass)
            .toList();

    /// From a program as it was written to one without derivatives, and without calls but of functions that state their
    /// own, if there was a derivative in it.
    public static final List<Pass> DIFFERENTIATED = List.of(INLINE, EXPAND, DIFFERENTIATE);

    /// From a program as it was written to one without calls and derivatives, and no further.
    public static final List<Pass> EXPANDED = List.of(INLINE, EXPAND, DIFFERENTIATE, INLINE);

    /// From a program as it was written to one without derivatives that shows how results depend on arguments: what
    /// stops derivatives stays, and so do calls of functions that state their own.
    public static final List<Pass> DEPENDENCE = List.of(
            new Pass("inline-unless-stated", Inline::unlessStated), EXPAND, FOLD, IDENTITIES, DEAD_CODE, DIFFERENTIATE,
            FOLD, IDENTITIES, SHARE, DEAD_CODE, PLACE_RULES, IDENTITIES, DEAD_CODE);

    /// Every pass, for those who make their own order.
    public static final List<Pass> ALL = List.copyOf(new LinkedHashSet<>(COMPILE));

    private Pipelines() {}

    /// One function of a verified program as loops.
    public static Kernel kernel(Program program, String function, Options options) {
        return kernel(optimized(program, function, options), options);
    }

    /// A function after every pass as loops.
    public static Kernel kernel(Function optimized, Options options) {
        return LoopPasses.run(Lowering.run(optimized, options), options);
    }

    /// One function of a verified program after every pass: without calls and derivatives, ready to be lowered.
    public static Function optimized(Program program, String function, Options options) {
        return run(of(options), program, function);
    }

    /// One function of a verified program after every pass, its sums in any order.
    public static Function optimized(Program program, String function) {
        return optimized(program, function, Options.DEFAULT);
    }

    /// The passes that make a program ready to be lowered.
    public static List<Pass> of(Options options) {
        return options.reproducible() ? REPRODUCIBLE : COMPILE;
    }

    /// One function of a verified program after the given passes, which inline and differentiate.
    public static Function run(List<Pass> passes, Program program, String function) {
        Program result = reachable(program, Set.of(function));
        // What a pass left as it was, it does not look at again; nor what dead code was dropped from or is computed
        // once.
        Map<Pass, Program> settled = new HashMap<>();
        for (Pass pass : passes) {
            if (settled.get(pass) == result) {
                continue;
            }
            Program next = pass.run(result);
            if (next == result || pass == DEAD_CODE || pass == SHARE) {
                settled.put(pass, next);
            }
            result = next;
            if (pass == DIFFERENTIATE || pass == STOP_GRADIENTS) {
                // Functions that were differentiated or inlined, and that nobody needs any more.
                result = reachable(result, Set.of(function));
            }
        }
        return result.function(function);
    }

    /// The program with only these functions and those they need.
    public static Program reachable(Program program, Set<String> functions) {
        Set<String> needed = new LinkedHashSet<>();
        var open = new ArrayDeque<>(functions);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name)) {
                open.addAll(CallOrder.callees(program, program.function(name)));
            }
        }
        var kept = new ArrayList<Function>(program.functions());
        kept.removeIf(f -> !needed.contains(f.name()));
        return kept.size() == program.functions().size() ? program : program.with(kept);
    }
}
