package mg.passes;

import mg.ir.Function;

/// Computes the same operation on the same operands once.
public final class CommonSubexpressions {
    private CommonSubexpressions() {}

    public static Function run(Function function) {
        return Numbering.run(function, false);
    }
}
