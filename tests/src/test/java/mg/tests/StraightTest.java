package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mg.Backends;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Interpreter;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.testing.Agreement;
import mg.testing.Edges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Long lists of scalar operations of which nothing can be rolled up: any operation on any values made before, most of
/// them shortly before. What they become is in pieces that the JVM, and gcc, compile in a time that grows with their
/// number.
class StraightTest {
    private static final int LONGEST_METHOD = 8_000;
    private static final int LONGEST_FUNCTION = 1_000;
    private static final int INPUTS = 30;
    private static final List<ElementOp> UNARY = List.of(ElementOp.TANH, ElementOp.SIN, ElementOp.RELU, ElementOp.SQRT);
    private static final List<ElementOp> BINARY = List.of(
            ElementOp.ADD, ElementOp.SUB, ElementOp.MUL, ElementOp.MAX, ElementOp.MIN, ElementOp.ATAN2);

    /// @param constants how often an operand is a number that occurs nowhere else
    private static Program irregular(int operations, double constants, long seed) {
        var random = new Random(seed);
        var b = new Builder();
        Var inputs = b.argument("x", Type.of(ElementType.F64, INPUTS));
        var values = new ArrayList<Var>(List.of(b.argument("y", Type.F64)));
        for (int k = 0; k < INPUTS; k++) {
            values.add(b.index(inputs, b.constant((long) k)));
        }
        Var all = values.getFirst();
        for (int k = 0; k < operations; k++) {
            Var x = any(values, random);
            Var y = random.nextDouble() < constants ? b.constant(random.nextDouble()) : any(values, random);
            Var z = random.nextInt(3) == 0
                    ? b.element(UNARY.get(random.nextInt(UNARY.size())), b.element(ElementOp.ABS, x))
                    : b.element(BINARY.get(random.nextInt(BINARY.size())), x, y);
            values.add(z);
            if (random.nextInt(4) == 0) {
                all = b.element(ElementOp.TANH, b.sub(all, z));
            }
        }
        return Program.of(b.finish("f", List.of("last", "all"), List.of(values.getLast(), all)));
    }

    private static Var any(List<Var> values, Random random) {
        int back = random.nextInt(20) == 0 ? random.nextInt(values.size()) : (int) Math.abs(40 * random.nextGaussian());
        return values.get(Math.max(0, values.size() - 1 - back));
    }

    private static List<Tensor> arguments() {
        var random = new Random(7);
        return List.of(Tensor.reals(Type.of(ElementType.F64, INPUTS), _ -> random.nextGaussian()), Tensor.of(0.5));
    }

    private static void check(Backend backend, Program program) {
        List<Tensor> expected = Interpreter.call(program, "f", arguments());
        assertEquals(expected, Working.compile(backend, program, "f", Working.EXACT).call(arguments()));
        Agreement.ROUNDING.check(expected, Working.run(backend, program, "f", arguments()), backend::name);
    }

    @ParameterizedTest
    @CsvSource({"2000, 1", "2111, 2", "9000, 3", "30000, 4"})
    void methodsAreShortEnoughForHotSpotAndComputeTheSame(int operations, long seed) {
        Program program = irregular(operations, 0.1, seed);
        check(Backends.named("jvm"), program);
        int methods = 0;
        int bytes = 0;
        for (Artifact file : Backends.named("jvm").emit(program, List.of("f"), "Straight", Options.DEFAULT)) {
            for (int length : lengths(file)) {
                assertTrue(length <= LONGEST_METHOD, length + " bytes");
                methods++;
                bytes += length;
            }
        }
        // Short ones would pass more from one to the other.
        assertTrue(bytes / methods > 2000, bytes + " bytes in " + methods + " methods");
    }

    /// Long methods choose without branches.
    @ParameterizedTest
    @EnumSource
    void choicesInLongMethodsAreThoseOfTheTable(ElementType element) {
        var b = new Builder();
        Tensor edges = Edges.of(element);
        Var array = b.argument("x", edges.type());
        var x = new ArrayList<Var>();
        for (long k = 0; k < edges.type().size(); k++) {
            x.add(b.index(array, b.constant(k)));
        }
        var results = new ArrayList<Var>();
        Var chain = b.argument("y", Type.F64);
        for (int k = 0; k < 200; k++) {
            chain = b.element(ElementOp.SQRT, chain);
        }
        results.add(chain);
        for (ElementOp op : List.of(ElementOp.LT, ElementOp.LE, ElementOp.EQ, ElementOp.NE, ElementOp.RELU)) {
            if (!Edges.takes(op, element)) {
                continue;
            }
            for (Var left : x) {
                if (op == ElementOp.RELU) {
                    results.add(b.element(op, left));
                    continue;
                }
                // What all comparisons with one value say, as the digits of a number.
                Var all = b.constant(0L);
                for (Var right : x) {
                    Var is = b.element(op, left, right);
                    all = b.add(b.mul(all, b.constant(2L)),
                            b.element(ElementOp.SELECT, is, b.constant(1L), b.constant(0L)));
                    results.add(b.element(ElementOp.SELECT, is, left, right));
                }
                results.add(all);
            }
        }
        List<String> names = IntStream.range(0, results.size()).mapToObj(k -> "r" + k).toList();
        Program program = Program.of(b.finish("f", names, results));
        List<Tensor> arguments = List.of(edges, Tensor.of(0.5));
        assertEquals(Interpreter.call(program, "f", arguments),
                Working.compile(Backends.named("jvm"), program, "f", Working.EXACT).call(arguments));
    }

    /// The lengths of all methods of a class file, but for those that prepare constants.
    private static List<Integer> lengths(Artifact file) {
        assertEquals(List.of(), ClassFile.of().verify(file.content()), file.name());
        return ClassFile.of().parse(file.content()).methods().stream()
                .filter(m -> !m.methodName().equalsString("<clinit>"))
                .flatMap(m -> m.findAttribute(Attributes.code()).stream())
                .map(code -> code.codeLength())
                .toList();
    }

    @Test
    void numbersThatDoNotFitIntoOneClassAreInSeveral() {
        Program program = irregular(60_000, 0.6, 5);
        long classes = Backends.named("jvm").emit(program, List.of("f"), "Straight", Options.DEFAULT).stream()
                .filter(file -> file.name().endsWith(".class"))
                .peek(file -> lengths(file).forEach(n -> assertTrue(n <= LONGEST_METHOD)))
                .count();
        // A class has room for 65,535 constants; a double counts for two.
        assertTrue(classes >= 2, classes + " classes");
        check(Backends.named("jvm"), program);
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 6000})
    void functionsOfCAreShort(int operations) {
        Backend c = Working.backends().stream().filter(b -> b.name().equals("c")).findFirst().orElse(null);
        assumeTrue(c != null, "no gcc");
        Program program = irregular(operations, 0.1, 6);
        String text = c.emit(program, List.of("f"), "straight", Options.DEFAULT).stream()
                .filter(file -> file.name().endsWith(".c"))
                .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
        List<String> functions = List.of(text.split("\n}\n"));
        assertTrue(functions.size() > operations / LONGEST_FUNCTION, functions.size() + " functions");
        for (String function : functions) {
            assertTrue(function.chars().filter(letter -> letter == ';').count() <= LONGEST_FUNCTION, function);
        }
        check(c, program);
    }
}
