package mg.lang;

import java.util.List;
import mg.ir.Type;
import mg.ir.Var;

/// A function of the program that stands for one to be differentiated.
///
/// @param operands  of a call
/// @param first     the position among the operands of the first leaf of `arguments`
/// @param arguments what it is differentiated by, as far as that is real
record Lifted(Instance instance, List<Var> operands, int first, List<Meaning> arguments) {
    /// The positions of the arguments' leaves to differentiate by.
    List<Integer> wrt() {
        return Meaning.real(arguments).stream().map(k -> first + k).toList();
    }

    /// Their types.
    List<Type> inputs() {
        return wrt().stream().map(k -> operands.get(k).type()).toList();
    }

    /// The real results.
    List<Type> outputs() {
        return instance.function().resultTypes().stream().filter(Type::isReal).toList();
    }
}
