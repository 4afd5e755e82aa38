package mg.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A function that the interpreter runs.
record Interpreted(Map<String, Function> functions, Function function, CallArrays arrays) implements Executable {
    Interpreted(Map<String, Function> functions, Function function) {
        this(functions, function, new CallArrays(function));
    }

    @Override
    public void run(Object[] in, Object[] out) {
        arrays.check(in, out);
        var arguments = new ArrayList<Tensor>();
        for (int k = 0; k < in.length; k++) {
            arguments.add(Tensor.view(function.arguments().get(k).type(), in[k]));
        }
        List<Tensor> results = Interpreter.run(functions, function, arguments);
        for (int k = 0; k < out.length; k++) {
            System.arraycopy(results.get(k).data(), 0, out[k], 0, results.get(k).type().size());
        }
    }
}
