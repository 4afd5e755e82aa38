package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import mg.passes.Pipelines;

/// What a text of the language says of itself: in each comment `// a is b` the values of both expressions are equal.
final class Claims {
    private static final Pattern CLAIM = Pattern.compile("^// (.+) is (.+)$", Pattern.MULTILINE);

    private Claims() {}

    /// Checks a text, and gives the number of its claims.
    static int check(String name, String text) {
        List<MatchResult> claims = CLAIM.matcher(text).results().toList();
        var all = new StringBuilder(text);
        for (int k = 0; k < claims.size(); k++) {
            all.append("\nfn claim_%d() = %s\nfn value_%d() = %s".formatted(k, claims.get(k).group(1), k,
                    claims.get(k).group(2)));
        }
        Module module = Module.parse(name, all.toString());
        for (int k = 0; k < claims.size(); k++) {
            compare(claims.get(k).group(), run(module, "claim_" + k), run(module, "value_" + k));
        }
        return claims.size();
    }

    /// The results of a function without arguments, its derivatives expanded.
    static List<Tensor> run(Module module, String function) {
        Program program = module.instantiate(function, Map.of(), Map.of(), ElementType.F64);
        Verifier.check(program);
        assertEquals(program, Parser.parse(function, Printer.print(program)));
        Function optimized = Pipelines.optimized(program, function);
        return Interpreter.call(Program.of(optimized), function, List.of());
    }

    private static void compare(String claim, List<Tensor> actual, List<Tensor> expected) {
        assertEquals(expected.stream().map(Tensor::type).map(Type::shape).toList(),
                actual.stream().map(Tensor::type).map(Type::shape).toList(), claim);
        for (int k = 0; k < actual.size(); k++) {
            for (int j = 0; j < actual.get(k).type().size(); j++) {
                double x = actual.get(k).real(j);
                double y = expected.get(k).real(j);
                assertTrue(Double.compare(x, y) == 0 || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(y)),
                        claim + ": it is " + actual.get(k));
            }
        }
    }
}
