package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {
    private static final Path FOLDER = Path.of("src/test/resources/mg/lang/errors");

    /// The golden text stands beside the program; `-Dmg.bless=true` rewrites it.
    @ParameterizedTest
    @ValueSource(strings = {"shapes", "names", "syntax", "values", "stated"})
    void everyErrorIsReportedAsExpected(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".mg"));
        var e = assertThrows(DiagnosticException.class, () -> Module.parse(name + ".mg", text));
        Path golden = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("mg.bless")) {
            Files.writeString(golden, e.getMessage() + "\n");
        }
        assertEquals(Files.readString(golden), e.getMessage() + "\n");
    }

    private static String error(Runnable body) {
        return assertThrows(DiagnosticException.class, body::run).getMessage();
    }

    @Test
    void aMissingSizeSaysHowToGiveIt() {
        Module module = Module.parse("m.mg", "fn f[n, m](x: real[n]) = sum(x) * m");
        assertEquals(
                """
                m.mg:1:4: error: size 'm' of 'f' is not known
                  fn f[n, m](x: real[n]) = sum(x) * m
                     ^
                  hint: give the type of an argument that has it, or --size m=…""",
                error(() -> module.instantiate("f", Map.of("x", Type.of(ElementType.F64, 3)), Map.of(),
                ElementType.F64)));
    }

    @Test
    void argumentsThatDoNotFitAreReported() {
        Module module = Module.parse("m.mg", "fn f[n](x: real[n], y: real[n], k: int) = sum(x * y) * k");
        Type three = Type.of(ElementType.F64, 3);
        assertTrue(error(() -> module.instantiate(
                        "f", Map.of("x", three, "y", Type.of(ElementType.F64, 4)), Map.of(), ElementType.F64))
                .contains("size n is 3 by what is before, and 4 here"));
        assertTrue(error(() -> module.instantiate("f", Map.of("x", Type.F64), Map.of(), ElementType.F64))
                .contains("argument 'x' of 'f' is real[n], not real"));
        assertTrue(error(() -> module.instantiate("f", Map.of("z", Type.F64), Map.of(), ElementType.F64))
                .contains("'f' has no argument 'z'"));
        assertTrue(error(() -> module.instantiate("f", Map.of(), Map.of("m", 1), ElementType.F64))
                .contains("'f' has no size 'm'"));
        assertTrue(error(() -> module.instantiate("f", Map.of(), Map.of("n", -1), ElementType.F64))
                .contains("negative"));
        assertEquals("error: there is no function 'scores' in m.mg",
                error(() -> module.instantiate("scores", List.of(), ElementType.F64)));
        assertEquals("error: 'f' takes 3 arguments, not 1",
                error(() -> module.instantiate("f", List.of(Type.F64), ElementType.F64)));
    }

    @Test
    void whatGoesWrongInAGenericFunctionShowsTheCall() {
        Module module = Module.parse("m.mg", "fn g(a, b) = a + b\nfn f(a, b) = g(a, b)");
        assertEquals(
                """
                m.mg:1:16: error: '+' does not take real[2] and real[3]: the shapes do not match
                  fn g(a, b) = a + b
                                 ^
                  a is real[2], from m.mg:1:6
                  b is real[3], from m.mg:1:9
                  in 'g', called at m.mg:2:14""",
                error(() -> module.instantiate("f",
                        List.of(Type.of(ElementType.F64, 2), Type.of(ElementType.F64, 3)), ElementType.F64)));
    }

    @Test
    void whatMayBeKnownToACallerIsNotAnErrorInAFunctionOfAnInt() {
        Module module = Module.parse("m.mg", "fn f(n: int) = zeros(n)\nfn g() = f(3)");
        assertEquals(List.of(Type.of(ElementType.F64, 3)),
                module.instantiate("g", List.of(), ElementType.F64).function("g").resultTypes());
        assertTrue(error(() -> module.instantiate("f", List.of(Type.I64), ElementType.F64))
                .contains("'zeros' takes an int known at compile time here"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            (   ; 100000; x; )  ; 100000; 217: error: brackets nest more than 200 deep
            -   ; 100000; x; ""  ; 0     ; 17: error: this nests more than 400 deep
            x^  ; 10000 ; x; ""  ; 0     ; 17: error: this nests more than 400 deep
            x-> ; 10000 ; x; ""  ; 0     ; 1217: error: this nests more than 400 deep
            ""  ; 0     ; x; (x); 10000 ; 17: error: this nests more than 400 deep
            "if x > 0 { 1 } else "; 5000; "{ 2 }"; ""; 0; 17: error: this nests more than 400 deep
            """)
    void nestingHasALimit(String before, int open, String inside, String after, int close, String error) {
        String text = before.repeat(open) + inside + after.repeat(close);
        assertEquals("m.mg:1:" + error,
                error(() -> Module.parse("m.mg", "fn f(x: real) = " + text)).lines().findFirst().orElseThrow());
    }

    @Test
    void loopsNestToALimit() {
        String open = "loop (a = a) for i in 0..2 { ".repeat(120);
        String close = " }".repeat(120);
        String text = "fn f(a: real) {\nlet g = a -> " + open + "a" + close + "\n" + open + "g(a)" + close + "\n}";
        assertTrue(error(() -> Module.parse("m.mg", text))
                .contains(": error: loops and ifs nest more than 200 deep\n"));
    }

    @Test
    void structuresHaveALimit() {
        assertEquals("""
                m.mg:1:11: error: a tuple or a record has less than 100000 parts
                  fn p(t) = (t, t, t, t, t, t, t, t, t, t)
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: arrays may have more
                  in 'p', called at m.mg:2:17""", error(() -> Module.parse("m.mg", """
                fn p(t) = (t, t, t, t, t, t, t, t, t, t)
                fn f(x: real) = p(p(p(p(p(x)))))""")));
    }

    @Test
    void aSizeIsGivenOnce() {
        Module module = Module.parse("m.mg", "fn f(k: int) = zeros(k)");
        assertEquals("error: 'k' is given as a size and as an argument",
                error(() -> module.instantiate("f", Map.of("k", Type.I64), Map.of("k", 2), ElementType.F64)));
        assertEquals("error: 'f' has no size 'kk', did you mean 'k'?",
                error(() -> module.instantiate("f", Map.of(), Map.of("kk", 2), ElementType.F64)));
        assertEquals("error: 'f' has no argument 'kk', did you mean 'k'?",
                error(() -> module.instantiate("f", Map.of("kk", Type.I64), Map.of(), ElementType.F64)));
    }

    @Test
    void aFileThatIsNoTextIsReportedWhereItIsImported(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("bytes.mg"), new byte[] {(byte) 0xc3, 0x28});
        Path main = Files.writeString(folder.resolve("main.mg"), "import \"bytes.mg\"\nfn f(x: real) = x\n");
        assertEquals(main + """
                :1:8: error: %s is not UTF-8 text
                  import "bytes.mg"
                         ^^^^^^^^^^""".formatted(folder.resolve("bytes.mg")), error(() -> Module.parse(main)));
    }

    @Test
    void lengthHasNone() {
        Module sum = Module.parse("m.mg", "fn f(x: real) = x" + " + x".repeat(20_000));
        assertEquals(20_000, sum.instantiate("f", List.of(Type.F64), ElementType.F64).function("f").body()
                .instructions().size());
        var lines = new StringBuilder("fn f(x: real) {\n");
        for (int k = 0; k < 5_000; k++) {
            lines.append("let x = x * x\n");
        }
        Module.parse("m.mg", lines.append("x\n}").toString());
    }
}
