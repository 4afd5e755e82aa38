package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mg.ir.Artifact;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of programs, functions, arguments and results that mean something in C or C++, or are not names there at all.
class NamesTest {
    private static final List<String> NASTY = List.of(
            "x", "x ", "x'", "θ", "Θ", "日本", "💥", "", "_", "__x", "1st", "a b", "a.b", "a_b", "a__b", "a-b", "int",
            "double", "class", "restrict", "new", "exp", "fabs", "y0", "NAN", "INFINITY", "INT64_MAX", "bool", "true",
            "int64_t", "size_t", "i", "j", "k", "t1", "t2", "sum1", "workspace", "mg_relu", "mg_fault", "MG_REDUCE",
            "I",
            "p_RESTRICT", "P_RESTRICT", "P_H", "p_f_error", "P_F_WORKSPACE", "main", "errno", "linux", "unix", "value",
            "status", "*/", "//", "\\", "\"", "%s", "$", "??/", "x\ny", "unsigned", "_Bool", "_Complex", "__restrict",
            "asm",
            "x_2", "lgamma", "stdout", "M_PI", "HUGE_VAL", "FLT_MAX", "and", "xor", "nullptr", "p_c", "mg_max",
                    "mg_digamma_sum");

    @Test
    void argumentsAndResultsMayHaveAnyName() throws Exception {
        Strict.needsGcc();
        Strict.check(CBackend.emit(List.of(kernel("f", NASTY)), "p", Options.DEFAULT), "p.c");
    }

    @Test
    void functionsMayHaveAnyName() throws Exception {
        Strict.needsGcc();
        List<Kernel> kernels = NASTY.stream().map(n -> kernel(n, List.of("x"))).toList();
        Strict.check(CBackend.emit(kernels, "p", Options.DEFAULT), "p.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mg", "lgamma", "int", "9lives", "größe", "a b/../c", "M", "_", "exp", "INT64"})
    void programsMayHaveAnyName(String name) throws Exception {
        Strict.needsGcc();
        List<Kernel> kernels = List.of(
                kernel("r", NASTY), kernel("relu", NASTY), kernel("digamma_pair", List.of()),
                kernel("C", List.of("x")));
        List<Artifact> files = CBackend.emit(kernels, name, Options.DEFAULT);
        Strict.check(files, files.get(1).name());
    }

    @Test
    void anOrdinaryNameStaysAsItIs() {
        var names = new Names(null);
        for (String name : List.of("W1", "learningRate", "x_t", "h", "gradient_of_W1", "t")) {
            assertEquals(name, names.unique(name));
        }
        assertEquals("W1_2", names.unique("W1"));
        assertEquals("double_", names.unique("double"));
        assertEquals("u03b8", names.unique("θ"));
        assertEquals("v1st", names.unique("1st"));
        assertEquals("W1_3", new Names(names).unique("W1"));
    }

    @Test
    void theTextIsTheSameEveryTime() {
        String one = text(CBackend.emit(List.of(kernel("f", NASTY)), "p", Options.DEFAULT));
        assertEquals(one, text(CBackend.emit(List.of(kernel("f", NASTY)), "p", Options.DEFAULT)));
        assertTrue(one.chars().allMatch(c -> c == '\n' || c >= ' '));
    }

    private static String text(List<Artifact> files) {
        return files.stream().map(f -> new String(f.content())).collect(Collectors.joining());
    }

    /// A function of scalars and an array with these names, which uses everything that generated code names.
    private static Kernel kernel(String function, List<String> names) {
        var b = new KernelBuilder();
        var arguments = new ArrayList<Scalar>();
        names.forEach(n -> arguments.add(b.scalarInput(n, ElementType.F64)));
        Buffer xs = b.input("xs", Type.of(ElementType.F64, 3));
        Buffer c = b.constant("c", Tensor.of(1.0, -2.0, function.length()));
        Buffer local = b.arena("x", ElementType.F64, 3, 0);
        Scalar at = b.scalarInput("i", ElementType.I64);
        Buffer out = b.output("y", Type.F64);
        names.forEach(n -> b.store(b.output(n, Type.F64), b.literal(Tensor.of(1.0))));
        Scalar sum = b.literal(Tensor.of(0.0));
        b.check(at, 3, new Span("a.mg", 1, 2, 3));
        b.loop(3, i -> b.store(local, i, b.apply(ElementOp.RELU, b.load(xs, i))));
        b.loop(3, i -> b.accumulate(sum, Kind.SUM, b.apply(ElementOp.MUL, b.load(local, i), b.load(c, i))));
        b.accumulate(sum, Kind.MAX, b.apply(ElementOp.DIGAMMA, b.load(xs, at)));
        arguments.forEach(x -> b.accumulate(sum, Kind.SUM, b.apply(ElementOp.LGAMMA, b.apply(ElementOp.EXP, x))));
        b.store(out, b.apply(ElementOp.ABS, sum));
        return b.finish(function);
    }
}
