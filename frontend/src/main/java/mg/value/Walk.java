package mg.value;

import java.util.ArrayList;
import java.util.List;

/// The way from values down to all that they were computed from, and back. Without recursion: graphs may be deep.
final class Walk {
    private Walk() {}

    /// Everything these values were computed from and they themselves, operands before what is made of them.
    static List<Value> order(List<Value> roots) {
        var walk = new Object();
        var order = new ArrayList<Value>();
        var open = new ArrayList<Value>(roots.reversed());
        while (!open.isEmpty()) {
            Value next = open.removeLast();
            if (next == null) {
                // The operands of what comes now are done.
                order.add(open.removeLast());
            } else if (next.note() != walk) {
                next.note(walk);
                open.add(next);
                open.add(null);
                Value[] operands = next.operands();
                for (int k = operands.length - 1; k >= 0; k--) {
                    if (operands[k].note() != walk) {
                        open.add(operands[k]);
                    }
                }
            }
        }
        return order;
    }

    /// Adds the derivatives of a value to the gradients of the leaves below it, and makes those of the values between.
    static void back(Value root) {
        List<Value> order = order(List.of(root));
        List<Value> before = order.stream().filter(v -> v.isLeaf() && v.grad() != 0).toList();
        double[] had = before.stream().mapToDouble(Value::grad).toArray();
        for (Value value : order) {
            value.reset();
        }
        if (!root.isConstant()) {
            root.receive(1);
        }
        for (Value value : order.reversed()) {
            // What nothing came to contributes nothing, not 0 times its derivative, which may be infinite.
            if (value.isReached()) {
                value.origin().pushBack(value.operands(), value.data(), value.grad());
            }
        }
        for (int k = 0; k < had.length; k++) {
            before.get(k).grad(had[k] + before.get(k).grad());
        }
    }
}
