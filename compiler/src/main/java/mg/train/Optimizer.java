package mg.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.lang.Module;

/// How a parameter changes: functions of the standard library.
public enum Optimizer {
    /// `w - lr·g`.
    SGD("sgd(w, g, lr)", 0),
    /// Gradient descent with a velocity, decay 0.9.
    MOMENTUM("momentum(w, g, s1, lr, 0.9)", 1),
    /// Adam (Kingma and Ba 2015) with β = 0.9 and 0.999, ε = 1e-8.
    ADAM("adam(w, g, s1, s2, t, lr, 0.9, 0.999, 1e-8)", 2);

    private final String update;
    private final int states;

    Optimizer(String update, int states) {
        this.update = update;
        this.states = states;
    }

    /// The number of arrays of the parameter's type that it keeps for each parameter, zeros at first.
    public int states() {
        return states;
    }

    /// The update of a parameter of this type as a program: from `w`, `g`, the states, the learning rate `lr` and the
    /// number of the step `t` from 1 to the new `w` and states.
    Program update(Type type, String name) {
        var arguments = new ArrayList<>(List.of("w", "g"));
        for (int k = 1; k <= states; k++) {
            arguments.add("s" + k);
        }
        String shape = type.shape().isEmpty() ? "" : type.shape().toString();
        var header = new ArrayList<String>();
        arguments.forEach(a -> header.add(a + ": real" + shape));
        String text = "fn " + name + "(" + String.join(", ", header) + ", lr: real, t: real) = " + update + "\n";
        return Module.parse("<optimizer>", text).instantiate(name, Map.of(), Map.of(), type.element());
    }

    /// The states of a parameter before the first step.
    List<Tensor> start(Type type) {
        var start = new ArrayList<Tensor>();
        for (int k = 0; k < states; k++) {
            start.add(Tensor.zeros(type));
        }
        return start;
    }
}
