package mg.ir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Few arrays are compared each with each, many are hashed: the same is found.
class CallArraysTest {
    private final List<Argument> arguments = new ArrayList<>();
    private CallArrays arrays;
    private Object[] in;
    private Object[] out;

    /// A function that gives its `n` arguments back.
    private void identity(int n) {
        var b = new Builder();
        var names = new ArrayList<String>();
        var results = new ArrayList<Var>();
        for (int k = 0; k < n; k++) {
            Type type = k % 2 == 0 ? Type.F64 : Type.of(ElementType.I64, 3);
            results.add(b.argument("x" + k, type));
            names.add("y" + k);
        }
        Function f = b.finish("f", names, results);
        arguments.addAll(f.arguments());
        arrays = new CallArrays(f);
        in = arguments.stream().map(a -> Tensor.zeros(a.type()).data()).toArray();
        out = arguments.stream().map(a -> Tensor.zeros(a.type()).data()).toArray();
    }

    private String message() {
        return assertThrows(IllegalArgumentException.class, () -> arrays.check(in, out)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 11, 12, 100})
    void arraysThatAreGivenTwiceAreFound(int n) {
        identity(n);
        assertDoesNotThrow(() -> arrays.check(in, out));
        in[0] = in[2];
        assertDoesNotThrow(() -> arrays.check(in, out), "an array may be read twice");
        Object last = out[n - 1];
        out[n - 1] = out[n - 3];
        assertEquals("two results of @f share an array", message());
        out[n - 1] = in[n - 1];
        assertEquals("an array of @f is both read and written", message());
        out[n - 1] = last;
        assertDoesNotThrow(() -> arrays.check(in, out));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void arraysOfAnotherClassOrLengthOrNumberAreNamed(int n) {
        identity(n);
        in[0] = new float[1];
        assertEquals("argument 'x0' of @f needs a double[]", message());
        in[0] = null;
        assertEquals("argument 'x0' of @f needs a double[]", message());
        in[0] = new double[1];
        out[1] = new long[4];
        assertEquals("result 'y1' of @f is i64[3] with 3 elements, the array has 4", message());
        out = Arrays.copyOf(out, n - 1);
        assertEquals("@f has " + n + " arguments and " + n + " results, not " + n + " and " + (n - 1), message());
    }

    @Test
    void aFunctionOfNothingTakesNothing() {
        identity(0);
        assertDoesNotThrow(() -> arrays.check(in, out));
        in = new Object[] {new double[1]};
        assertEquals("@f has 0 arguments and 0 results, not 1 and 0", message());
    }
}
