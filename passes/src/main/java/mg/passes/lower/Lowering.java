package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Argument;
import mg.ir.Function;
import mg.ir.Options;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;

/// From Wengert lists to loops.
public final class Lowering {
    private final Function function;
    private final Frame frame;
    private final List<Slot> inputs = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();

    private Lowering(Function function, Options options) {
        this.function = function;
        var integers = new Integers();
        var plan = new Plan(new Uses(function), options.reproducible());
        this.frame = new Frame(new Code(integers), integers, new Buffers(function), plan, new VarMap<>(),
                new VarMap<>(), options.reproducible(), options.vectorBytes());
    }

    /// The function as a kernel whose buffers have no place in the arena yet. Its size and the time this takes depend
    /// on the length of the lists, not on the sizes of arrays.
    ///
    /// @throws IllegalArgumentException if the function still has calls or derivatives
    public static Kernel run(Function function, Options options) {
        var lowering = new Lowering(function, options);
        lowering.lists();
        return lowering.kernel();
    }

    private void lists() {
        for (Argument argument : function.arguments()) {
            inputs.add(input(argument));
        }
        var wanted = new ArrayList<Optional<Destination>>();
        List<Var> results = function.body().results();
        for (int k = 0; k < results.size(); k++) {
            Type type = results.get(k).type();
            Buffer output = frame.buffers().output(function.resultNames().get(k), type);
            outputs.add(output);
            wanted.add(type.isScalar()
                    ? Optional.empty()
                    : Optional.of(Destination.known(new Region(View.of(output, type), Region.Mode.SET))));
        }
        Instructions.list(frame, function.body(), wanted);
        for (int k = 0; k < results.size(); k++) {
            if (results.get(k).type().isScalar()) {
                var to = new Address(outputs.get(k), Index.ZERO);
                frame.code().add(new Statement.Store(to, frame.scalar(results.get(k)), false));
            }
        }
    }

    private Slot input(Argument argument) {
        Type type = argument.type();
        if (type.isScalar()) {
            Scalar scalar = frame.code().fresh(type.element());
            frame.scalars().put(argument.var(), scalar);
            return scalar;
        }
        Buffer buffer = frame.buffers().input(argument.name(), type);
        frame.views().put(argument.var(), View.of(buffer, type));
        return buffer;
    }

    private Kernel kernel() {
        var locals = new ArrayList<>(frame.buffers().constants());
        locals.addAll(frame.buffers().locals());
        return new Kernel(function, inputs, outputs, locals, frame.code().scalars(), frame.code().statements());
    }
}
