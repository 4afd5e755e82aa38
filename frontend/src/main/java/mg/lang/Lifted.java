package mg.lang;

import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Type;
import mg.ir.Var;

/// A function of the program that stands for one to be differentiated.
///
/// @param operands  of a call
/// @param first     the position among the operands of the first leaf of `arguments`
/// @param arguments what it is differentiated by, as far as that is real
record Lifted(Instance instance, List<Var> operands, int first, List<Meaning> arguments) {
    List<Var> leaves() {
        return Meaning.leaves(arguments);
    }

    /// The positions of the real leaves of the arguments.
    List<Integer> wrt() {
        List<Var> leaves = leaves();
        return IntStream.range(0, leaves.size())
                .filter(k -> leaves.get(k).type().isReal())
                .mapToObj(k -> first + k)
                .toList();
    }

    /// The real results.
    List<Type> outputs() {
        return instance.function().resultTypes().stream().filter(Type::isReal).toList();
    }
}
