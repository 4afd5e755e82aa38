package mg.passes;

import mg.ir.Function;

/// Moves what does not change in a loop out of it, as far as it goes. What may fault at run time does not leave a loop
/// that may not run; nothing leaves a branch or the body of a `while`.
public final class LoopInvariants {
    private LoopInvariants() {}

    public static Function run(Function function) {
        return Values.any(function.body(), i -> !i.blocks().isEmpty()) ? Numbering.run(function, true) : function;
    }
}
