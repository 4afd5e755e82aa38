package mg.ir;

import java.util.ArrayList;
import java.util.List;

/// A function that runs. Immutable and thread-safe: each call brings or borrows its own workspace.
public interface Executable {
    /// The function: names and types of arguments and results.
    Function function();

    /// Runs it on arrays: `in[k]` holds argument `k`, `out[k]` receives result `k`; a scalar is an array of one
    /// element. No array of `out` may be one of `in` or of `out` again.
    ///
    /// @throws Trap at a fault of the data
    void run(Object[] in, Object[] out);

    /// The results for these arguments.
    ///
    /// @throws IllegalArgumentException if the number or the types of the arguments are not the function's
    default List<Tensor> call(List<Tensor> arguments) {
        List<Type> types = function().argumentTypes();
        if (arguments.size() != types.size()) {
            throw new IllegalArgumentException("@" + function().name() + " takes " + types.size() + " arguments, not "
                    + arguments.size());
        }
        var in = new Object[types.size()];
        for (int k = 0; k < in.length; k++) {
            if (!arguments.get(k).type().equals(types.get(k))) {
                throw new IllegalArgumentException("argument '" + function().arguments().get(k).name() + "' of @"
                        + function().name() + " is " + types.get(k) + ", not " + arguments.get(k).type());
            }
            in[k] = arguments.get(k).data();
        }
        var results = new ArrayList<Tensor>();
        for (Type type : function().resultTypes()) {
            results.add(Tensor.zeros(type));
        }
        run(in, results.stream().map(Tensor::data).toArray());
        return results;
    }

    /// This function behind the one abstract method of an interface of the user's.
    ///
    /// The method's parameters are the function's arguments in order: `double`, `float`, `long`, `int` or `boolean` for
    /// a scalar, a row-major array of those (not `int`) for an array. A function of one result may return it; otherwise
    /// the method is `void` and an array for each result follows the arguments.
    ///
    /// @throws IllegalArgumentException if the interface does not fit, saying where
    default <T> T bind(Class<T> type) {
        return Binding.proxy(this, type);
    }
}
