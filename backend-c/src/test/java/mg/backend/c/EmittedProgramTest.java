package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mg.ir.Artifact;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

/// What is emitted, in a project of its own.
class EmittedProgramTest {
    private static final String MAIN = """
            #include <stdio.h>
            #include <stdlib.h>
            #include "net.h"

            static void call(const double *x, int64_t label) {
                double value = 0, h[2];
                bool sure = false;
                void *workspace = malloc(NET_LOSS_WORKSPACE);
                int status = net_loss(x, label, &value, h, &sure, workspace);
                if (status) {
                    printf("%s: %lld\\n", net_loss_error(status), (long long) *(int64_t *) workspace);
                } else {
                    printf("%a %a %a %d\\n", value, h[0], h[1], sure);
                }
                free(workspace);
            }

            int main(void) {
                const double x[3] = {1, 2, 3};
                call(x, 0);
                call(x, 1);
                call(x, -7);
                return 0;
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"gcc -x c -std=c11", "g++ -x c++"})
    void isCalledFromAMainInCAndInCpp(String compiler) throws Exception {
        Strict.needsGcc();
        Path folder = Strict.write(CBackend.emit(List.of(loss(3), twice()), "net", Options.DEFAULT));
        Files.writeString(folder.resolve("main.c"), MAIN);
        String[] words = compiler.split(" ");
        var command = new java.util.ArrayList<>(List.of(words));
        command.addAll(List.of("-O2", "main.c", "net.c", "-o", "main", "-lm"));
        Strict.gcc(folder, command);
        assertEquals("""
                0x1.8p+0 0x1.8p+0 0x0p+0 1
                0x0p+0 0x1.8p+0 0x0p+0 0
                net.mg:3:4: error: index is out of range 0..1: -7
                """, Strict.run(folder, List.of("./main")));
    }

    @Test
    void theTextDoesNotGrowWithTheArrays() {
        String small = source(loss(8));
        String large = source(loss(80_000));
        assertTrue(large.length() - small.length() <= 30, large);
    }

    @Test
    void readsAsAPersonWouldWriteIt() {
        String text = source(loss(3));
        assertTrue(text.contains("""
                    for (int64_t i = 0; i < 2; i++) {
                        double sum1 = 0.0;
                        MG_REDUCE(+: sum1)
                        for (int64_t j = 0; j < 3; j++) {
                            sum1 += net_W[i * 3 + j] * x[j];
                        }
                        h[i] = mg_relu(sum1);
                    }
                    if ((uint64_t) label >= 2) {
                        return mg_fault(workspace, label, 1); // net.mg:3:4
                    }
                    const double v2 = h[label];
                    *value = v2;
                    *sure = 0.5 < v2;
                    return 0;
                """.replaceAll("(?m)^", "")), text);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "SIGMOID"})
    void theVectorFunctionsAreDeclaredThatItCallsAnywhere(ElementOp op) {
        var b = new KernelBuilder();
        Scalar x = b.scalarInput("x", ElementType.F64);
        b.store(b.output("result", Type.F64), b.apply(op, x));
        String text = source(b.finish("f"));
        int declared = text.indexOf("#pragma omp declare simd notinbranch\ndouble exp(double);");
        assertTrue(0 <= declared && declared < text.indexOf(" exp("), text);
    }

    private static String source(Kernel kernel) {
        List<Artifact> files = CBackend.emit(List.of(kernel), "net", Options.DEFAULT);
        String header = new String(files.getFirst().content(), StandardCharsets.UTF_8);
        return header + new String(files.getLast().content(), StandardCharsets.UTF_8)
                .replaceAll("(?s)static const double.*?};\n", "");
    }

    /// `h = relu(W x)` with W of two rows: 0.25s, then -1s; `value = h[label]`, `sure = 0.5 < value`.
    private static Kernel loss(int n) {
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(ElementType.F64, n));
        Scalar label = b.scalarInput("label", ElementType.I64);
        Buffer value = b.output("value", Type.F64);
        Buffer h = b.output("h", Type.of(ElementType.F64, 2));
        Buffer sure = b.output("sure", Type.BOOL);
        Buffer w = b.constant("W", Tensor.reals(Type.of(ElementType.F64, 2, n), k -> k < n ? 0.25 : -1));
        b.loop(2, i -> {
            Scalar sum = b.literal(Tensor.of(0.0));
            b.loop(n, j -> b.accumulate(sum, Kind.SUM,
                    b.apply(ElementOp.MUL, b.load(w, Index.ZERO.plus(i, n).plus(j, 1)), b.load(x, j))));
            b.store(h, i, b.apply(ElementOp.RELU, sum));
        });
        b.check(label, 2, new Span("net.mg", 3, 4, 5));
        Scalar v = b.load(h, label);
        b.store(value, v);
        b.store(sure, b.apply(ElementOp.LT, b.literal(Tensor.of(0.5)), v));
        return b.finish("loss");
    }

    private static Kernel twice() {
        var b = new KernelBuilder();
        Scalar x = b.scalarInput("x", ElementType.F32);
        b.store(b.output("result", Type.F32), b.apply(ElementOp.ADD, x, x));
        return b.finish("twice");
    }
}
