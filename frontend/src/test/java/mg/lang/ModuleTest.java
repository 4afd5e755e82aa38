package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mg.ir.Argument;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Initial;
import mg.ir.Instruction;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleTest {
    @TempDir
    Path folder;

    private static Function function(String text, Type... types) {
        return Module.parse("m.mg", text).instantiate("f", List.of(types), ElementType.F64).function("f");
    }

    @Test
    void resultsAreNamedAsTheTextNamesThem() {
        assertEquals(List.of("result"), function("fn f(x: real) = x", Type.F64).resultNames());
        assertEquals(List.of("w", "v"), function("fn f(w, v) = (w, v)", Type.F64, Type.F64).resultNames());
        assertEquals(List.of("result0", "result1"), function("fn f(w) = (w, w + 1)", Type.F64).resultNames());
        assertEquals(List.of("result0", "result1"), function("fn f(w) = (w, w)", Type.F64).resultNames());
        assertEquals(List.of("a", "b.c", "b.d"), function("fn f(w) = {a: w, b: {c: w, d: 1}}", Type.F64).resultNames());
        assertEquals(List.of("a", "b"),
                function("fn f(w) { let s = 1\n loop (a = w, b = s) for i in 0..2 { (b, a) } }", Type.F64)
                .resultNames());
        assertEquals(List.of("p.0", "p.1", "q"), function("fn f(x) {\n let p = (x, x)\n let q = x\n (p, q)\n}",
                Type.F64).resultNames());
    }

    @Test
    void recordsAreFlattened() {
        Program program = Module.parse("m.mg", "fn f[n](p: {at: real[n], k: (int, bool)}, x: real[n]) = p.at + x")
                .instantiate("f", Map.of("p.at", Type.of(ElementType.F64, 2)), Map.of(), ElementType.F64);
        assertEquals(List.of("p.at", "p.k.0", "p.k.1", "x"),
                program.function("f").arguments().stream().map(Argument::name).toList());
        assertEquals(List.of(Type.of(ElementType.F64, 2), Type.I64, Type.BOOL, Type.of(ElementType.F64, 2)),
                program.function("f").argumentTypes());
    }

    @Test
    void sizesComeFromTypesOrByName() {
        Module module = Module.parse("m.mg", "fn f[n, m](x: real[n, n + m], y: real[m]) = sum(x) + sum(y) + n");
        assertEquals(List.of(Type.of(ElementType.F64, 2, 5), Type.of(ElementType.F64, 3)), module
                .instantiate("f", Map.of("x", Type.of(ElementType.F64, 2, 5)), Map.of(), ElementType.F64)
                .function("f").argumentTypes());
        assertEquals(List.of(Type.of(ElementType.F64, 2, 6), Type.of(ElementType.F64, 4)), module
                .instantiate("f", Map.of(), Map.of("n", 2, "m", 4), ElementType.F64)
                .function("f").argumentTypes());
    }

    @Test
    void intsAreKnownWhenTheyAreGivenAsSizes() {
        Module module = Module.parse("m.mg", "fn f(x: real, n: int) = fill(x, n)");
        Function f = module.instantiate("f", Map.of(), Map.of("n", 3), ElementType.F64).function("f");
        assertEquals(List.of("x"), f.arguments().stream().map(Argument::name).toList());
        assertEquals(List.of(Type.of(ElementType.F64, 3)), f.resultTypes());
        assertThrows(DiagnosticException.class, () ->
                module.instantiate("f", Map.of(), Map.of("x", 3), ElementType.F64));
        assertThrows(DiagnosticException.class,
                () -> module.instantiate("f", Map.of("n", Type.I64), Map.of("n", 3), ElementType.F64));
    }

    @Test
    void realIsWhatOneAsksFor() {
        Program program =
                Module.parse("m.mg",
                "param w: real[2] = 0.1\nfn f(x: real, y: f64, n: int) = (w * x + 0.1, y * x, n / 2)")
                .instantiate("f", Map.of(), Map.of(), ElementType.F32);
        assertEquals(List.of(Type.of(ElementType.F32, 2), Type.F64, Type.F32), program.function("f").resultTypes());
        assertEquals(new Initial.Given(Tensor.scalar(ElementType.F32, 0.1)), program.parameter("w").initial());
    }

    @Test
    void argumentsWithoutTypesAreRealNumbersUnlessGiven() {
        Module module = Module.parse("m.mg", "fn f(x, y) = x + y");
        assertEquals(List.of(Type.F64, Type.F64),
                module.instantiate("f", Map.of(), Map.of(), ElementType.F64).function("f").argumentTypes());
        assertEquals(List.of(Type.of(ElementType.I64, 3), Type.F64),
                module.instantiate("f", Map.of("x", Type.of(ElementType.I64, 3)), Map.of(), ElementType.F64)
                        .function("f").argumentTypes());
    }

    @Test
    void functionsAreBuiltOnceForEachKindOfArguments() {
        Program program = Module.parse("m.mg", """
                fn g(x) = x * 2
                fn f(x: real, y: real[3]) = (g(x) + g(x + 1), g(y), g(3))
                """).instantiate("f", Map.of(), Map.of(), ElementType.F64);
        assertEquals(List.of("f", "g", "g.2"), program.functions().stream().map(Function::name).toList());
    }

    @Test
    void onlyUsedParametersAreThere() {
        Program program = Module.parse("m.mg", """
                param a: real = 1
                param b: real = 2
                param c: real = 3
                fn g(x) = x * a
                fn f(x: real) = grad(y -> g(y) * c)(x)
                """).instantiate("f", Map.of(), Map.of(), ElementType.F64);
        assertEquals(List.of("a", "c"), program.parameters().stream().map(Parameter::name).toList());
        assertEquals(List.of("a", "c", "x"), program.function("f").arguments().stream().map(Argument::name).toList());
    }

    @Test
    void everyInstructionHasAPlace() {
        Program program = Module.parse("m.mg", """
                fn f(x: real[3], n: int) = (softmax(x)[n] + sum(x[i] for i in n..2*n), hessian(y -> sum(y^3))(x),
                [x, 2 * x])
                """.replace("sum(x[i] for i in n..2*n)", "(loop (s = 0) for i in n..2*n { s + 1 })"))
                .instantiate("f", Map.of(), Map.of(), ElementType.F64);
        program.functions().forEach(f -> placed(f.body().instructions()));
    }

    private static void placed(List<Instruction> instructions) {
        for (Instruction i : instructions) {
            assertTrue(i.span().isKnown(), i.toString());
            i.blocks().forEach(b -> placed(b.instructions()));
        }
    }

    @Test
    void filesImportEachOther() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("main.mg"), """
                import "sub/shapes.mg"
                import helper
                import optimizers
                param w: real = 2
                fn f(x: real) = area(x) + help(x) * k + sgd(x, 1, 0.5)
                """);
        Files.writeString(folder.resolve("sub/shapes.mg"),
                "import \"../main.mg\"\nparam s: real = 3\nfn area(r) = r^2 * s * w");
        Files.writeString(folder.resolve("helper.mg"), "const k = 10\r\nfn help(x) = x\r\n");
        Module module = Module.parse(folder.resolve("main.mg"));
        assertEquals(6 * 4 + 20 + 1.5, Run.all(module, "f", Map.of("x", Tensor.of(2.0))).getFirst().real(0));
        assertEquals(List.of("s", "w"), module.parameters(ElementType.F64).stream().map(Parameter::name).toList());
    }

    @Test
    void errorsInImportedFilesAreTheirs() throws IOException {
        Files.writeString(folder.resolve("main.mg"), "import other\nfn f(x: real) = g(x) + nope");
        Files.writeString(folder.resolve("other.mg"), "fn g(x: real) = x +");
        String message = assertThrows(DiagnosticException.class, () -> Module.parse(folder.resolve("main.mg")))
                .getMessage();
        assertTrue(message.contains(folder.resolve("other.mg") + ":1:20: error: unexpected end"), message);
        assertTrue(message.contains(folder.resolve("main.mg") + ":2:24: error: unknown name 'nope'"), message);
    }

    @Test
    void ownNamesComeBeforeTheLibrary() {
        assertEquals(7, Run.of("fn mean(x) = 7\nfn sum(x) = mean(x)\nfn f() = sum([1, 2])").real(0));
    }

    @Test
    void firstValuesAreComputed() {
        List<Parameter> parameters = Module.parse("m.mg", """
                const n = 4
                param a: real[n] = normal(0, 1 / sqrt(n))
                param b: real[2, 2] = eye(2) * 3
                param c: real = softplus(0)
                """).parameters(ElementType.F64);
        assertEquals(new Initial.Normal(0, 0.5), parameters.get(0).initial());
        assertEquals(new Initial.Given(Tensor.reals(Type.of(ElementType.F64, 2, 2), k -> k % 3 == 0 ? 3 : 0)),
                parameters.get(1).initial());
        assertEquals(Math.log(2), ((Initial.Given) parameters.get(2).initial()).value().real(0), 1e-15);
    }

    @Test
    void missingFilesAndWrongBytesAreReported() throws IOException {
        assertTrue(assertThrows(DiagnosticException.class, () -> Module.parse(folder.resolve("none.mg")))
                .getMessage().startsWith("error: there is no file "));
        Files.write(folder.resolve("bytes.mg"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertTrue(assertThrows(DiagnosticException.class, () -> Module.parse(folder.resolve("bytes.mg")))
                .getMessage().contains("is not UTF-8"));
        assertTrue(assertThrows(DiagnosticException.class, () -> Module.parse(folder)).getMessage()
                .contains("cannot read"));
    }

    @Test
    void anEmptyFileIsAModule() {
        assertEquals(List.of(), Module.parse("m.mg", "").functions());
        assertEquals(List.of(), Module.parse("m.mg", "\n// nothing\n\n").functions());
    }
}
