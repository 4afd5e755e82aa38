package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Kernel;
import mg.passes.CommonSubexpressions;
import mg.passes.lower.Lowering;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Passes for loops are not run on kernels that have none: there they would change nothing.
class StraightKernelsTest {
    private static final Options WIDE = Options.DEFAULT.withVectorBytes(64);
    private static final List<UnaryOperator<Kernel>> OF_LOOPS = List.of(
            SplitLoops::run, SingleAssignments::run, OwnRows::run, UnrollLoops::run, k -> SmallArrays.run(k, WIDE),
            ShareValues::run, DeadScalars::run, k -> Threads.run(k, WIDE), k -> Lanes.run(k, WIDE), ThreadBuffers::run,
            PlaceBuffers::run);

    /// Reals, integers, truth values and constants, elements of an argument, and an array of them.
    private static Function straight(long seed) {
        var random = new Random(seed);
        var b = new Builder();
        Var x = b.argument("x", Type.of(ElementType.F64, 50));
        var reals = new ArrayList<Var>(List.of(b.argument("y", Type.F64)));
        var wholes = new ArrayList<Var>(List.of(b.argument("i", Type.I64)));
        for (int k = 0; k < 400; k++) {
            Var y = reals.get(random.nextInt(reals.size()));
            Var z = reals.get(random.nextInt(reals.size()));
            Var i = wholes.get(random.nextInt(wholes.size()));
            switch (random.nextInt(7)) {
                case 0 -> reals.add(b.index(x, b.constant((long) random.nextInt(50))));
                case 1 -> reals.add(b.constant(random.nextInt(3) / 2.0));
                case 2 -> reals.add(b.select(b.element(ElementOp.LT, y, z), z, y));
                case 3 -> reals.add(b.emit(new Operation.Cast(ElementType.F64), i));
                case 4 -> wholes.add(b.add(b.mul(i, b.constant(3L)), b.emit(new Operation.Cast(ElementType.I64), y)));
                case 5 -> reals.add(b.element(ElementOp.TANH, y));
                default -> reals.add(b.mul(y, z));
            }
        }
        return CommonSubexpressions.run(
                b.finish("f", List.of("y", "z"), List.of(reals.getLast(), reals.get(reals.size() / 2))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theirPassesLeaveThemAsTheyAre(long seed) {
        Kernel kernel = DeadScalars.run(Lowering.run(straight(seed), WIDE));
        OF_LOOPS.forEach(pass -> assertEquals(kernel, pass.apply(kernel)));
        for (LoopPass pass : LoopPasses.ALL) {
            if (!pass.name().startsWith("dead-") && !pass.name().equals("number-scalars")) {
                assertSame(kernel, pass.run(kernel, WIDE), pass.name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        """
            %p = concat [0] %x, %x : f64[4]
            %i = const 3 : i64
            %y = index %p, %i : f64
        """,
        """
            %y = for %k in 0..2 {
              %e = index %x, %k : f64
              yield sum %e
            } : f64
        """
    })
    void othersAreChanged(String list) {
        Function f = Parser.parse("test", "func @f(%x: f64[2]) -> f64 {\n" + list + "  return %y\n}\n").functions()
                .getFirst();
        Kernel kernel = DeadScalars.run(Lowering.run(f, WIDE));
        assertNotSame(kernel, LoopPasses.run(kernel, WIDE));
        assertEquals(List.of(), LoopPasses.run(kernel, WIDE).locals());
    }
}
