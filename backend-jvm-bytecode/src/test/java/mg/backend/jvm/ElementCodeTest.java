package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Value;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementCodeTest {
    static Stream<Arguments> operations() {
        var all = new ArrayList<Arguments>();
        for (ElementOp op : ElementOp.values()) {
            for (ElementType type : ElementType.values()) {
                try {
                    op.resultType(operands(op, type).stream().map(Type::scalar).toList());
                } catch (IllegalArgumentException e) {
                    continue;
                }
                all.add(Arguments.of(op, type));
            }
        }
        return all.stream();
    }

    private static List<ElementType> operands(ElementOp op, ElementType type) {
        return op == ElementOp.SELECT
                ? List.of(ElementType.BOOL, type, type)
                : Collections.nCopies(op.arity(), type);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void agreesWithTheTableOnEdgeValues(ElementOp op, ElementType type) {
        Tensor values = EdgeValues.of(type);
        int n = values.type().size();
        List<ElementType> operands = operands(op, type);
        int cases = op == ElementOp.SELECT ? 2 * n * n : (int) Math.pow(n, operands.size());
        var columns = new ArrayList<Tensor>();
        int step = 1;
        for (ElementType operand : operands) {
            Tensor from = EdgeValues.of(operand);
            int every = step;
            Tensor column = Tensor.zeros(Type.of(operand, cases));
            for (int k = 0; k < cases; k++) {
                System.arraycopy(from.data(), k / every % from.type().size(), column.data(), k, 1);
            }
            columns.add(column);
            step *= from.type().size();
        }
        Type result = op.resultType(operands.stream().map(Type::scalar).toList());
        var kernels = new Kernels();
        List<Buffer> inputs = operands.stream().map(e -> kernels.input("x", Type.of(e, cases))).toList();
        Buffer output = kernels.output("y", Type.of(result.element(), cases));
        boolean divides = type == ElementType.I64 && (op == ElementOp.DIV || op == ElementOp.REM);
        kernels.loop(cases, i -> {
            Scalar[] x = inputs.stream().map(b -> kernels.load(at(b, i))).toArray(Scalar[]::new);
            if (divides) {
                Scalar zero = kernels.apply(ElementOp.EQ, x[1], kernels.literal(0L));
                x[1] = kernels.apply(ElementOp.SELECT, zero, kernels.literal(1L), x[1]);
            }
            kernels.store(at(output, i), kernels.apply(op, x));
        });
        Tensor actual = Tensor.zeros(Type.of(result.element(), cases));
        Object[] in = columns.stream().map(Tensor::data).toArray();
        JvmBackend.compile(kernels.finish("f"), VectorModule.bits(), true).run(in, new Object[] {actual.data()});
        for (int k = 0; k < cases; k++) {
            int at = k;
            Tensor[] x = columns.stream().map(c -> c.part(Type.scalar(c.type().element()), at)).toArray(Tensor[]::new);
            if (divides && x[1].longs()[0] == 0) {
                x[1] = Tensor.of(1L);
            }
            assertEquals(LoopInterpreter.element(op, x), actual.part(result, k), () -> op + " " + List.of(x));
        }
    }

    static Stream<Arguments> conversions() {
        return Stream.of(ElementType.values()).flatMap(from -> Stream.of(ElementType.values())
                .filter(to -> to != ElementType.BOOL || from == to)
                .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void convertsAsCast(ElementType from, ElementType to) {
        Tensor values = EdgeValues.of(from);
        var kernels = new Kernels();
        Buffer input = kernels.input("x", values.type());
        Buffer output = kernels.output("y", values.type().as(to));
        kernels.loop(input.size(), i ->
                kernels.store(at(output, i), kernels.define(to, new Value.Convert(kernels.load(at(input, i))))));
        assertEquals(List.of(values.cast(to)), JvmBackend.compile(kernels.finish("f")).call(List.of(values)));
    }
}
