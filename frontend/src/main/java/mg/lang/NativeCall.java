package mg.lang;

import java.util.List;
import java.util.Map;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Var;

/// A call of a function of the compiler, and its arguments as what they have to be.
///
/// @param named arguments given by name
record NativeCall(
        Evaluator evaluator, String name, List<Operand> arguments, Map<String, Operand> named, Span span) {
    Builder builder() {
        return evaluator.builder();
    }

    List<Operand> take(int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            String count = least == most ? String.valueOf(least) : most == Integer.MAX_VALUE
                    ? "at least " + least : least + " to " + most;
            throw new Rejection(span, "'" + name + "' takes " + count + (most == 1 ? " argument" : " arguments")
                    + ", not "
                    + arguments.size());
        }
        return arguments;
    }

    Operand one() {
        return take(1, 1).getFirst();
    }

    Operand operand(Meaning meaning) {
        return new Operand(meaning, "", span);
    }

    Var array(Operand operand) {
        return evaluator.elementwise().computed(operand, span);
    }

    Var array(int k) {
        return array(take(k + 1, Integer.MAX_VALUE).get(k));
    }

    Meaning.Callable function() {
        Operand f = take(1, Integer.MAX_VALUE).getFirst();
        if (f.meaning() instanceof Meaning.Callable callable) {
            return callable;
        }
        throw new Rejection(span, "'" + name + "' takes a function, not " + evaluator.type(f.meaning()),
                evaluator.note(f));
    }

    /// The sizes from argument `first` on.
    List<Integer> known(int first) {
        return take(first, Integer.MAX_VALUE).stream().skip(first).map(o -> known(o, 0)).toList();
    }

    int known(Operand operand, int least) {
        if (operand.meaning() instanceof Meaning.Whole(long value)) {
            if (value < least || value > Integer.MAX_VALUE) {
                throw new Rejection(span, "'" + name + "' takes sizes from " + least + " to "
                        + Integer.MAX_VALUE + ", not " + value);
            }
            return (int) value;
        }
        throw Rejection.notKnown(span, "'" + name + "' takes an int known at compile time here, not "
                + evaluator.open(operand.meaning()), evaluator.note(operand),
                "hint: a size is known if it is in the type of an argument: fn f[n](x: real[n])");
    }

    Meaning computed(Operation operation) {
        return new Meaning.Computed(builder().emit(operation));
    }

    Meaning computed(Operation operation, List<Operand> operands) {
        List<Var> vars = operands.stream().map(this::array).toList();
        builder().at(span);
        return new Meaning.Computed(builder().emit(operation, vars));
    }
}
