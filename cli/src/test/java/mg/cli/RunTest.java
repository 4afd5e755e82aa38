package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest extends CommandLineTest {
    private static final String ROSENBROCK = "fn rosenbrock(x: real, y: real) = (1 - x)^2 + 100 * (y - x^2)^2\n";

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "c", "interpreter"})
    void gradientOfRosenbrock(String backend) {
        String f = file("rosenbrock.mg", ROSENBROCK);
        assertEquals(0, run("grad", f, "x=-1.2", "y=1", "--json", "--backend", backend), err());
        assertEquals(24.2, number("value"), 1e-12);
        assertEquals(-215.6, number("grad", "x"), 1e-11);
        assertEquals(-88, number("grad", "y"), 1e-11);
    }

    @Test
    void valueOfRosenbrock() {
        String f = file("rosenbrock.mg", ROSENBROCK);
        assertEquals(0, run("run", f, "x=1", "y=2"), err());
        assertEquals("100.0\n", out().replace("\r", ""));
        assertEquals(0, run("run", f + ":rosenbrock", "x=1", "y=2", "--json"), err());
        assertEquals("{\"value\":100.0}\n", out().replace("\r", ""));
    }

    @Test
    void programsComeFromStandardInput() {
        assertEquals(0, fed("\ufefffn twice(x: real) = 2 * x\r\n", "run", "-", "x=4"), err());
        assertEquals("8.0\n", out().replace("\r", ""));
        assertEquals(0, fed("fn f(x) = x\nfn g(x) = x^2", "grad", "-:g", "x=3.0", "--json"), err());
        assertEquals(6, number("grad", "x"));
        assertEquals(1, fed("fn f(x: real) = y", "run", "-", "x=1"));
        assertEquals("""
                <input>:1:17: error: unknown name 'y'
                  fn f(x: real) = y
                                  ^
                """, err().replace("\r", ""));
        assertEquals(1, fed("fn f(x: real[2], i: int) = x[i]", "run", "-", "x=[1, 2]", "i=2"));
        assertEquals("""
                <input>:1:28: error: index 2 is out of range 0..1
                  fn f(x: real[2], i: int) = x[i]
                                             ^
                """, err().replace("\r", ""));
        assertEquals(1, fed("fn f(x: real, n: int) = {\n    x * div(6, n)\n}\n", "grad", "-", "x=2", "n=0"));
        assertEquals("""
                <input>:2:9: error: integer division by zero
                      x * div(6, n)
                          ^
                """, err().replace("\r", ""));
    }

    @Test
    void valuesComeFromStandardInput() {
        String f = file("sum.mg", "fn total(x) = sum(x)\n");
        assertEquals(0, fed("[1, 2.5]\n", "run", f, "x=@-"), err());
        assertEquals("3.5\n", out().replace("\r", ""));
        assertEquals(0, fed("1,2\n3,4\n", "run", f, "x=@-"), err());
        assertEquals("10\n", out().replace("\r", ""));
        assertEquals(0, fed("7\n", "run", f, "x=@-"), err());
        assertEquals("7\n", out().replace("\r", ""));
        assertEquals(1, fed("", "run", f, "x=@-"));
        assertEquals("error: standard input: is empty\n", err().replace("\r", ""));
        assertEquals(1, fed("[1, 2,]", "run", f, "x=@-"));
        assertTrue(err().startsWith("standard input:1:7: error: "), err());
        assertEquals(1, fed("[[1], [2]]", "run", file("vector.mg", "fn f(x: real[2]) = x"), "x=@-"));
        assertEquals("error: 'x' is f64[2], its value an array [2, 1]\n", err().replace("\r", ""));
    }

    /// In a table a vector is one line or one column.
    @Test
    void linesAndColumnsFromStandardInputAreVectors() {
        String vector = file("vector.mg", "fn f(x: real[4]) = sum(x)");
        assertEquals(0, fed("1,2,3,4\n", "run", vector, "x=@-"), err());
        assertEquals("10.0\n", out().replace("\r", ""));
        assertEquals(0, fed("1\n2\n3\n4\n", "run", vector, "x=@-"), err());
        assertEquals("10.0\n", out().replace("\r", ""));
        assertEquals(0, fed("1\n2\n3\n", "run", file("column.mg", "fn f(x: real[3, 1]) = x[2, 0]"), "x=@-"), err());
        assertEquals("3.0\n", out().replace("\r", ""));
        assertEquals(1, fed("1,2\n3,4\n", "run", vector, "x=@-"));
        assertEquals("error: 'x' is f64[4], its value an array [2, 2]\n", err().replace("\r", ""));
        assertEquals(1, fed("[[1, 2, 3, 4]]", "run", vector, "x=@-"));
        assertEquals("error: 'x' is f64[4], its value an array [1, 4]\n", err().replace("\r", ""));
    }

    @Test
    void standardInputIsOneThing() {
        assertEquals(2, fed("fn f(x, y) = x", "run", "-", "x=@-", "y=1"));
        assertTrue(err().contains("standard input can be one thing only"), err());
        assertEquals(2, fed("1", "run", file("f.mg", "fn f(x, y) = x"), "x=@-", "y=@-"));
        assertTrue(err().contains("standard input can be one thing only"), err());
    }

    @Test
    void numbersThatAreTooLargeAreErrors() {
        String f = file("same.mg", "fn same(x: real) = x\n");
        assertEquals(1, run("run", f, "x=1e400"));
        assertEquals("""
                x:1:1: error: 1e400 is beyond the largest number, 1.7976931348623157E308; infinity is written Infinity
                  1e400
                  ^^^^^
                """, err().replace("\r", ""));
        assertEquals(0, run("run", f, "x=-Infinity"), err());
        assertEquals("-Infinity\n", out().replace("\r", ""));
    }

    @Test
    void gradientByOneArgument() {
        String f = file("rosenbrock.mg", ROSENBROCK);
        assertEquals(0, run("grad", f, "x=1", "y=2", "--json", "--wrt", "y"), err());
        assertEquals("{\"value\":100.0,\"grad\":{\"y\":200.0}}\n", out().replace("\r", ""));
        assertEquals(1, run("grad", f, "x=1", "y=2", "--wrt", "z"));
        assertTrue(err().contains("'z'"), err());
    }

    @Test
    void gradientByParameters() {
        String f = file("line.mg", "param w: real[2] = 3\nfn f(x: real[2], k: int) = w @ x + k\n");
        assertEquals(0, run("grad", f, "x=[1, 2]", "k=7", "--json"), err());
        assertEquals("{\"value\":16.0,\"grad\":{\"w\":[1.0,2.0],\"x\":[3.0,3.0]}}\n", out().replace("\r", ""));
        assertEquals(0, run("run", f, "x=[1, 2]", "k=7", "w=[10, 0.5]"), err());
        assertEquals("18.0\n", out().replace("\r", ""));
    }

    @Test
    void shapesGiveSizes() {
        String f = file("mean.mg", "fn mean_of[n](x: real[n]) = sum(x) / n\n");
        assertEquals(0, run("run", f, "x=[1, 2, 6]"), err());
        assertEquals("3.0\n", out().replace("\r", ""));
        assertEquals(0, run("run", f, "x=random", "--size", "n=5"), err());
        assertEquals(1, run("run", f, "x=random"));
        assertTrue(err().contains("'n'"), err());
    }

    @Test
    void singlePrecision() {
        String f = file("third.mg", "fn third(x: real) = x / 3\n");
        assertEquals(0, run("run", f, "x=1", "--dtype", "f32"), err());
        assertEquals("0.33333334\n", out().replace("\r", ""));
    }

    @Test
    void severalResultsHaveNames() {
        String f = file("both.mg", """
                fn both(x: real) {
                    let sine = sin(x)
                    let cosine = cos(x)
                    (sine, cosine)
                }
                """);
        assertEquals(0, run("run", f, "x=0", "--json"), err());
        assertEquals("{\"value\":{\"sine\":0.0,\"cosine\":1.0}}\n", out().replace("\r", ""));
        assertEquals(0, run("run", f, "x=0"), err());
        assertEquals("sine = 0.0\ncosine = 1.0\n", out().replace("\r", ""));
    }

    @Test
    void numbersThatAreNotFiniteAreStringsInJson() {
        String f = file("log.mg", "fn f(x: real[3]) = log(x)\n");
        assertEquals(0, run("run", f, "x=[0, -1, Infinity]", "--json"), err());
        assertEquals("{\"value\":[\"-Infinity\",\"NaN\",\"Infinity\"]}\n", out().replace("\r", ""));
    }

    @Test
    void recordsAreObjects() {
        String f = file("camera.mg", "type Camera = {focal: real, centre: real[2]}\n"
                + "fn f(c: Camera) = c.focal * sum(c.centre)\n");
        assertEquals(0, run("run", f, "c={\"focal\": 2, \"centre\": [1, 2]}"), err());
        assertEquals("6.0\n", out().replace("\r", ""));
        assertEquals(0, run("grad", f, "c.focal=2", "c.centre=[1, 2]", "--json", "--wrt", "c.focal"), err());
        assertEquals("{\"value\":6.0,\"grad\":{\"c.focal\":3.0}}\n", out().replace("\r", ""));
        assertEquals(1, run("run", f, "c.focal=2"));
        assertTrue(err().contains("c.centre"), err());
        assertEquals(1, run("run", f, "c=2"));
        assertTrue(err().contains("c.focal=… c.centre=…"), err());
        assertEquals(1, run("run", f, "c={\"focal\": 2, \"centre\": [1, 2], \"center\": 3}"));
        assertEquals("error: 'c' has no part 'c.center', did you mean 'c.centre'?\n  it has c.focal, c.centre\n",
                err());
    }

    @Test
    void anArgumentWithoutATypeMayBeARecord() {
        String f = file("open.mg", "fn f(c, p) = c.focal * sum(c.centre.at) + p[0]^p[1]\n");
        assertEquals(0, run("grad", f, "c={\"focal\": 2.0, \"centre\": {\"at\": [1.0, 2]}}", "p={\"0\": 3.0, \"1\": 2}",
                "--json"), err());
        assertEquals("{\"value\":15.0,\"grad\":{\"c.centre.at\":[2.0,2.0],\"c.focal\":3.0,\"p.0\":6.0}}\n",
                out().replace("\r", ""));
    }

    @Test
    void aRecordIsNoArray() {
        String f = file("square.mg", "fn f[n](A: real[n, n]) = sum(A)\nfn g(x: real[2]) = sum(x)\n");
        assertEquals(1, run("run", f + ":f", "A={\"a\": 1}"));
        assertEquals(f + """
                :1:12: error: argument 'A' of 'f' is real[n, n], not {a: int}
                  fn f[n](A: real[n, n]) = sum(A)
                             ^^^^^^^^^^
                  the A given is {a: int}
                  'A' is declared real[n, n] at %s:1:12
                """.formatted(f), err());
        assertEquals(1, run("run", f + ":g", "x={\"a\": 1}"));
        assertEquals("error: 'x' is f64[2], its value a record\n", err());
    }

    @Test
    void whatHasNoGradientSaysWhy() {
        String f = file("two.mg", "fn vector(x: real[2]) = x * 2\nfn counts(x: real, k: int) = x * k\n");
        assertEquals(1, run("grad", f + ":vector", "x=[1, 2]"));
        assertEquals("error: only one real number has a gradient; 'vector' gives f64[2]\n"
                + "  sum its elements, or take the gradient of a loss\n", err());
        assertEquals(1, run("grad", f + ":counts", "x=1", "k=2", "--wrt", "k"));
        assertEquals("error: there is no gradient with respect to 'k', which is i64\n", err());
        assertEquals(1, run("grad", f + ":counts", "x=1", "k=2", "--wrt", "y"));
        assertEquals("error: 'counts' has no argument 'y'\n  it has x, k\n", err());
    }

    @Test
    void nothingIsReal() {
        String f = file("norm.mg", "fn f(x) = sum(x^2)\nfn whole[n](k: int[n]) = sum(k)\n");
        assertEquals(0, run("grad", f + ":f", "x=[]"), err());
        assertEquals("value = 0.0\ngrad x = []\n", out().replace("\r", ""));
        assertEquals(0, run("run", f + ":whole", "k=[]"), err());
        assertEquals("0\n", out().replace("\r", ""));
    }

    @Test
    void valuesFromFiles() {
        String f = file("sum.mg", "fn f[n, m](x: real[n, m]) = sum(x)\n");
        String csv = file("numbers of mine.csv", "a,b\n1,2\n3,4.5\n");
        assertEquals(0, run("run", f, "x=@" + csv), err());
        assertEquals("10.5\n", out().replace("\r", ""));
        assertEquals(1, run("run", f, "x=@" + path("none.npy")));
        assertTrue(err().contains("none.npy: no such file"), err());
    }

    @Test
    void colonsInPaths() {
        String f = file("a:b.mg", "fn f(x: real) = x\nfn g(x: real) = 2 * x\n");
        assertEquals(0, run("run", f + ":g", "x=4"), err());
        assertEquals("8.0\n", out().replace("\r", ""));
        assertEquals(1, run("run", f, "x=4"));
        assertTrue(err().contains(":f :g"), err());
    }

    @Test
    void misspeltNames() {
        String f = file("f.mg", "fn slope(alpha: real) = alpha\nfn other(x: real) = sni(x)\n");
        assertEquals(1, run("run", f + ":slope", "alpha=1"));
        assertTrue(err().contains("did you mean 'sin'?"), err());
        String g = file("g.mg", "fn slope(alpha: real) = alpha\nfn other(x: real) = x\n");
        assertEquals(1, run("run", g + ":slop", "alpha=1"));
        assertTrue(err().contains("did you mean 'slope'?"), err());
        assertEquals(1, run("run", g + ":slope", "alhpa=1"));
        assertTrue(err().contains("did you mean 'alpha'?"), err());
        assertEquals("", out());
    }

    @Test
    void wrongValues() {
        String f = file("f.mg", "fn f(x: real[2], k: int) = x[k]\n");
        assertEquals(1, run("run", f, "x=[1, 2, 3]", "k=0"));
        assertTrue(err().contains("f64[2]"), err());
        assertEquals(1, run("run", f, "x=[1, 2", "k=0"));
        assertTrue(err().contains("not closed"), err());
        assertEquals(1, run("run", f, "x=[1, 2]", "k=0.5"));
        assertTrue(err().contains("0.5 is not an integer"), err());
        assertEquals(1, run("run", f, "x=[1, 2]"));
        assertTrue(err().contains("needs a value for 'k'"), err());
        for (String backend : new String[] {"jvm", "interpreter"}) {
            assertEquals(1, run("run", f, "x=[1, 2]", "k=2", "--backend", backend));
            assertEquals(f + """
                    :1:28: error: index 2 is out of range 0..1
                      fn f(x: real[2], k: int) = x[k]
                                                 ^
                    """, err());
        }
        assertEquals("", out());
    }

    @Test
    void wrongUsage() {
        String f = file("f.mg", "fn f(x: real) = x\n");
        assertEquals(2, run("run", f, "x=1", "--jsno"));
        assertTrue(err().contains("did you mean '--json'?"), err());
        assertEquals(2, run("run"));
        assertEquals(2, run("run", f, "x"));
        assertEquals(2, run("run", f, "x=1", "x=2"));
        assertEquals(2, run("run", f, "x=1", "--dtype", "f16"));
        assertEquals(2, run("run", f, "x=1", "--backend", "gpu"));
        assertEquals(2, run("run", f, "x=1", "--size", "n"));
        assertEquals(2, run("run", f, "x=1", "--threads", "0"));
        assertEquals(2, run("rnu", f, "x=1"));
        assertTrue(err().contains("did you mean 'run'?"), err());
    }

    @Test
    void nothingToDifferentiate() {
        String f = file("f.mg", "fn f(x) = x * x\n");
        assertEquals(0, run("grad", f, "x=3.0", "--json"), err());
        assertEquals(6, number("grad", "x"));
        assertEquals(1, run("grad", f, "x=3"));
        assertTrue(err().contains("3.0, not 3"), err());
    }

    @Test
    void randomValuesFollowTheSeed() {
        String f = file("f.mg", "fn f(x: real[3]) = x\n");
        assertEquals(0, run("run", f, "x=random", "--seed", "1"));
        String first = out();
        assertEquals(0, run("run", f, "x=random", "--seed", "1"));
        assertEquals(first, out());
        assertEquals(0, run("run", f, "x=random", "--seed", "2"));
        assertTrue(!first.equals(out()), first);
    }

    @Test
    void textThatIsNotAProgram() {
        assertEquals(1, run("run", file("f.mg", "fn f(x: real = x\n"), "x=1"));
        assertTrue(err().contains("f.mg:1:"), err());
        String unknown = "func @f(%x: f64) -> f64 {\n  %1 = sin %y : f64\n  return %1\n}\n";
        assertEquals(1, run("run", file("f.ir", unknown), "x=1"));
        assertTrue(err().contains("f.ir:2:"), err());
        assertEquals(1, run("run", file("g.mg", new byte[] {(byte) 0xff, (byte) 0xfe, 0}), "x=1"));
        assertEquals(1, run("run", path("nothing.mg"), "x=1"));
        assertTrue(err().contains("nothing.mg"), err());
        assertEquals(1, run("run", folder().toString(), "x=1"));
        assertEquals("", out());
    }

    @Test
    void aNanIsTrappedAndItsOperationNamed() {
        String f = file("f.mg", "fn f(x: real) = 2 + sqrt(x) * log(x + 1)\n");
        assertEquals(0, run("run", f, "x=1", "--trap-nan"), err());
        assertEquals(0, run("run", f, "x=0", "--trap-nan"), err());
        assertEquals(1, run("run", f, "x=-1", "--trap-nan"));
        assertEquals(f + """
                :1:21: error: 'sqrt' of -1.0 gives NaN
                  fn f(x: real) = 2 + sqrt(x) * log(x + 1)
                                      ^^^^^^^
                  this happened in the forward part
                """, err());
        assertEquals(0, run("grad", f, "x=1", "--trap-nan"), err());
        assertEquals(1, run("grad", f, "x=0", "--trap-nan"));
        assertTrue(err().endsWith("this happened in the backward part\n"), err());
    }

    @Test
    void whatIsWrongWhenCompiledShowsItsLine() {
        String f = file("f.mg", "fn f(x: real) = 1 + polygamma(x, 1)\n");
        String error = """
                :1:21: error: 'polygamma' has no derivative
                  fn f(x: real) = 1 + polygamma(x, 1)
                                      ^^^^^^^^^^^^^^^
                """;
        for (String command : new String[] {"grad", "check"}) {
            assertEquals(1, run(command, f, "x=1"));
            assertTrue(err().startsWith(f + error), err());
        }
        assertEquals(1, run("emit", f, "--grad", "--to", "c"));
        assertTrue(err().startsWith(f + error), err());
        assertEquals(1, run("ir", f, "--grad"));
        assertTrue(err().startsWith(f + error), err());
    }
}
