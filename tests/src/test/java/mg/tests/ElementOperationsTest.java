package mg.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.ir.Verifier;
import mg.passes.Pass;
import mg.passes.Pipelines;
import mg.testing.Agreement;
import mg.testing.Edges;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every operation of the table at every combination of edge values, in every element type it takes: on every backend,
/// with values that are known when it runs or already when it is compiled, and after every pass.
class ElementOperationsTest {
    /// An operation on all its edge values: results are one array for each element type it takes.
    private record Case(ElementOp op, Program program, List<Tensor> arguments, List<Tensor> expected) {
        static Case known(ElementOp op) {
            return of(op, true);
        }

        static Case unknown(ElementOp op) {
            return of(op, false);
        }

        private static Case of(ElementOp op, boolean known) {
            var b = new Builder();
            var arguments = new ArrayList<Tensor>();
            var results = new ArrayList<Var>();
            var names = new ArrayList<String>();
            for (ElementType element : ElementType.values()) {
                if (Edges.takes(op, element)) {
                    var operands = new ArrayList<Var>();
                    for (Tensor value : Edges.operands(op, element)) {
                        operands.add(known ? b.constant(value) : b.argument("x" + arguments.size(), value.type()));
                        if (!known) {
                            arguments.add(value);
                        }
                    }
                    results.add(b.emit(new Operation.Element(op), operands));
                    names.add(element.toString());
                }
            }
            Program program = Program.of(b.finish("f", names, results));
            Verifier.check(program);
            return new Case(op, program, arguments, Interpreter.call(program, "f", arguments));
        }

        void check(List<Tensor> actual, String where) {
            (Edges.isLibrary(op) ? Agreement.LIBRARY : Agreement.EXACT).check(expected, actual, () -> op + " " + where);
        }
    }

    private static Stream<ElementOp> table() {
        return Arrays.stream(ElementOp.values());
    }

    @TestFactory
    Stream<DynamicTest> everyBackendGivesWhatTheTableSays() {
        return table().flatMap(op -> {
            Case unknown = Case.unknown(op);
            Case known = Case.known(op);
            return Working.backends().stream().map(b -> DynamicTest.dynamicTest(b.name() + " " + op, () -> {
                unknown.check(run(b, unknown), "of arguments");
                known.check(run(b, known), "of constants");
            }));
        });
    }

    private static List<Tensor> run(Backend backend, Case c) {
        return Working.run(backend, c.program(), "f", c.arguments());
    }

    @TestFactory
    Stream<DynamicTest> everyPassKeepsWhatTheTableSays() {
        return table().map(op -> DynamicTest.dynamicTest(op.toString(), () -> {
            for (Case c : List.of(Case.unknown(op), Case.known(op))) {
                Program program = c.program();
                for (Pass pass : Pipelines.COMPILE) {
                    program = pass.run(program);
                    Verifier.check(program);
                    c.check(Interpreter.call(program, "f", c.arguments()), "after " + pass.name());
                }
            }
        }));
    }
}
