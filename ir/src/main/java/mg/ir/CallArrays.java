package mg.ir;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The arrays that a function reads and writes, by class and length: made once, checked at each call without allocating
/// anything, unless there are many.
public final class CallArrays {
    /// From so many pairs on, arrays that are given twice are found by hashing.
    private static final int MANY = 256;

    private final Function function;
    private final List<Type> types;
    private final Class<?>[] classes;
    private final int[] lengths;
    private final int inputs;

    /// What a function reads and writes.
    public CallArrays(Function function) {
        this.function = function;
        this.types = Stream.concat(function.argumentTypes().stream(), function.resultTypes().stream()).toList();
        this.inputs = function.arguments().size();
        this.classes = types.stream().map(type -> Tensor.arrayClass(type.element())).toArray(Class<?>[]::new);
        this.lengths = types.stream().mapToInt(Type::size).toArray();
    }

    /// @throws IllegalArgumentException if there are not as many arrays as arguments and results, or an array is not as
    ///                                  long as its type has elements, or is given twice where one of the two is written
    public void check(Object[] in, Object[] out) {
        if (in.length != inputs || out.length != classes.length - inputs) {
            throw new IllegalArgumentException("@" + function.name() + " has " + inputs + " arguments and "
                    + (classes.length - inputs) + " results, not " + in.length + " and " + out.length);
        }
        for (int k = 0; k < in.length; k++) {
            if (!fits(k, in[k])) {
                throw wrong(k, in[k]);
            }
        }
        for (int k = 0; k < out.length; k++) {
            if (!fits(inputs + k, out[k])) {
                throw wrong(inputs + k, out[k]);
            }
        }
        if ((long) out.length * classes.length <= MANY) {
            few(in, out);
        } else {
            many(in, out);
        }
    }

    private boolean fits(int k, Object array) {
        return array != null && array.getClass() == classes[k] && Array.getLength(array) == lengths[k];
    }

    private void few(Object[] in, Object[] out) {
        for (int k = 0; k < out.length; k++) {
            for (Object read : in) {
                if (read == out[k]) {
                    throw readAndWritten();
                }
            }
            for (int j = 0; j < k; j++) {
                if (out[j] == out[k]) {
                    throw shared();
                }
            }
        }
    }

    private void many(Object[] in, Object[] out) {
        Set<Object> written = Collections.newSetFromMap(new IdentityHashMap<>(out.length));
        for (Object array : out) {
            if (!written.add(array)) {
                throw shared();
            }
        }
        for (Object array : in) {
            if (written.contains(array)) {
                throw readAndWritten();
            }
        }
    }

    private IllegalArgumentException wrong(int k, Object array) {
        String what = k < inputs
                ? "argument '" + function.arguments().get(k).name() + "'"
                : "result '" + function.resultNames().get(k - inputs) + "'";
        return array == null || array.getClass() != classes[k]
                ? new IllegalArgumentException(
                        what + " of @" + function.name() + " needs a " + classes[k].getSimpleName())
                : new IllegalArgumentException(what + " of @" + function.name() + " is " + types.get(k) + " with "
                        + lengths[k] + " elements, the array has " + Array.getLength(array));
    }

    private IllegalArgumentException readAndWritten() {
        return new IllegalArgumentException("an array of @" + function.name() + " is both read and written");
    }

    private IllegalArgumentException shared() {
        return new IllegalArgumentException("two results of @" + function.name() + " share an array");
    }
}
