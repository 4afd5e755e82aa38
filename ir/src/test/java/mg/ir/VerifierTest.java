package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final Var X = new Var(0, Type.F64);
    private static final Operation ADD = new Operation.Element(ElementOp.ADD);
    private static final Operation NEG = new Operation.Element(ElementOp.NEG);

    @Test
    void aValueIsUsedAfterItsDefinitionOnly() {
        assertViolations(function(List.of(X), List.of(of(NEG, v(2), v(1)), of(NEG, X, v(2))), v(2)),
                "in @f: %2 is used before its definition, in %1 = neg");
    }

    @Test
    void aValueIsUsedInItsListOnly() {
        var inner = new Block(List.of(), List.of(of(NEG, X, v(2))), List.of());
        var condition = new Var(1, Type.BOOL);
        var branch = new Instruction(new Operation.If(), List.of(condition),
                List.of(inner, new Block(List.of(), List.of(), List.of())), List.of(), Span.NONE);
        var body = new Block(List.of(X, condition), List.of(branch), List.of(v(2)));
        assertViolations(new Function("f", List.of(new Argument("x", X, false), new Argument("c", condition, false)),
                List.of("result"), body), "in @f: %2 is used outside the list that defines it, as a result of a list");
    }

    @Test
    void valuesAreNumberedInOrderAndAssignedOnce() {
        assertViolations(function(List.of(X), List.of(of(NEG, X, v(5)), of(NEG, X, v(6))), v(6)),
                "in @f: %5 should have number 1");
        assertViolations(function(List.of(X), List.of(of(NEG, X, v(1)), of(NEG, X, v(1))), v(1)),
                "in @f: %1 is assigned twice");
    }

    @Test
    void resultsHaveTheTypesThatTypingGives() {
        var whole = new Var(1, Type.I64);
        assertViolations(function(List.of(X), List.of(of(NEG, X, whole)), X),
                "in @f: %1 = neg: gives [f64], not [i64]");
        assertViolations(function(List.of(X), List.of(of(ADD, X, v(1))), X),
                "in @f: %1 = add: add takes 2 operands, not 1");
        assertViolations(function(List.of(X), List.of(of(NEG, X, v(1))), new Var(1, Type.F32)),
                "in @f: %1 is f64 but used as f32, as a result of a list");
    }

    @Test
    void operationsWithoutListsHaveNone() {
        var block = new Block(List.of(), List.of(), List.of());
        var bad = new Instruction(NEG, List.of(X), List.of(block), List.of(v(1)), new Span("a.mg", 3, 4, 1));
        assertEquals("a.mg:3:4: error: in @f: %1 = neg: takes no blocks",
                Verifier.violations(Program.of(function(List.of(X), List.of(bad), X))).getFirst().render());
    }

    @Test
    void calledFunctionsExistAndDoNotCallThemselves() {
        assertViolations(function(List.of(X), List.of(of(new Operation.Call("g"), X, v(1))), v(1)),
                "in @f: %1 = call: there is no function @g");
        assertViolations(function(List.of(X), List.of(of(new Operation.Call("f"), X, v(1))), v(1)),
                "@f calls itself: @f -> @f");
        Function f = function(List.of(X), List.of(of(new Operation.Call("g"), X, v(1))), v(1));
        Function g = function(List.of(X), List.of(of(new Operation.Call("f"), X, v(1))), v(1)).named("g");
        assertEquals(1, Verifier.violations(Program.of(f, g)).size());
    }

    @Test
    void derivativesAreByRealArguments() {
        var whole = new Var(0, Type.I64);
        var vjp = new Instruction(new Operation.Vjp("g", List.of(0)), List.of(whole), List.of(),
                List.of(new Var(1, Type.I64), new Var(2, Type.I64)), Span.NONE);
        Function g = function(List.of(whole), List.of(), whole).named("g");
        Function f = function(List.of(whole), List.of(vjp), whole);
        assertEquals(List.of(Diagnostic.of("in @f: %1, %2 = vjp: argument 'x0' of @g is i64: there is no derivative with"
                + " respect to it")), Verifier.violations(Program.of(f, g)));
    }

    @Test
    void derivativesThatAFunctionStatesFitIt() {
        Function f = function(List.of(X, new Var(1, Type.I64)), List.of(), X);
        Function right = function(List.of(X, new Var(1, Type.I64), v(2)), List.of(), v(2));
        Function wrong = function(List.of(X, v(1)), List.of(), v(1));
        assertEquals(List.of(),
                Verifier.violations(Program.of(f, right.named("f.pullback"), right.named("f.tangent"))));
        assertEquals(List.of(), Verifier.violations(Program.of(wrong.named("f.pullback"))));
        assertEquals(List.of(Diagnostic.of("in @f.pullback: it is [f64, f64] -> [f64], where its function asks for"
                + " [f64, i64, f64] -> [f64]")), Verifier.violations(Program.of(f, wrong.named("f.pullback"))));
    }

    @Test
    void namesAreUniqueAndParametersMatch() {
        Function twice = new Function("f", List.of(new Argument("x", X, false), new Argument("x", v(1), true)),
                List.of("r", "r"), new Block(List.of(X, v(1)), List.of(), List.of(X, X)));
        assertViolations(twice, "in @f: two arguments are called 'x'", "in @f: the program has no parameter 'x'",
                "in @f: two results are called 'r'");
        var p = new Parameter("x", Type.I64, new Initial.Uniform(0, 1));
        Function g = new Function("g", List.of(new Argument("x", X, true)), List.of("a", "b"),
                new Block(List.of(X), List.of(), List.of(X)));
        assertEquals(List.of("parameter @x is i64, but random numbers are real", "two parameters are called @x",
                        "parameter @x is i64, but random numbers are real", "two functions are called @g",
                        "in @g: parameter 'x' is i64, not f64", "in @g: 1 results have 2 names",
                        "in @g: parameter 'x' is i64, not f64", "in @g: 1 results have 2 names"),
                Verifier.violations(new Program(List.of(p, p), List.of(g, g))).stream().map(Diagnostic::message)
                        .sorted(java.util.Comparator.comparing(m -> m.contains("@g:") ? 1 : 0)).toList());
    }

    @Test
    void theListOfAFunctionTakesItsArguments() {
        assertViolations(new Function("f", List.of(new Argument("x", X, false)), List.of(),
        new Block(List.of(), List.of(),
                List.of())), "in @f: the values of its arguments are not those of its list");
    }

    @Test
    void listsNestAtMostTwoHundredDeep() {
        assertEquals(List.of(), Verifier.violations(Program.of(nested(200))));
        assertViolations(nested(201), "in @f: if: lists nest more than 200 deep");
    }

    /// A condition, and `if`s in the first branch of `if`s.
    private static Function nested(int depth) {
        var condition = new Var(0, Type.BOOL);
        var empty = new Block(List.of(), List.of(), List.of());
        List<Instruction> list = List.of();
        for (int k = 0; k < depth; k++) {
            list = List.of(new Instruction(new Operation.If(), List.of(condition),
                    List.of(new Block(List.of(), list, List.of()), empty), List.of(), Span.NONE));
        }
        return new Function("f", List.of(new Argument("c", condition, false)), List.of(),
                new Block(List.of(condition), list, List.of()));
    }

    private static Var v(int id) {
        return new Var(id, Type.F64);
    }

    private static Instruction of(Operation operation, Var operand, Var result) {
        return new Instruction(operation, List.of(operand), List.of(), List.of(result), Span.NONE);
    }

    private static Function function(List<Var> arguments, List<Instruction> instructions, Var result) {
        var named = new ArrayList<Argument>();
        arguments.forEach(v -> named.add(new Argument("x" + v.id(), v, false)));
        return new Function("f", named, List.of("result"), new Block(arguments, instructions, List.of(result)));
    }

    private static void assertViolations(Function function, String... messages) {
        assertEquals(List.of(messages),
                Verifier.violations(Program.of(function)).stream().map(Diagnostic::message).toList());
    }
}
