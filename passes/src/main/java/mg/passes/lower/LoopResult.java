package mg.passes.lower;

import java.util.Optional;
import mg.ir.Var;

/// How one result of a loop comes about. It is made before the loop, where it sets up its memory.
interface LoopResult {
    /// Where an iteration's yield is wanted, if it is an array that must be written somewhere.
    default Optional<Destination> wanted() {
        return Optional.empty();
    }

    /// Takes an iteration's yield. Carried values are still those that the iteration started with.
    default void take(Var yield) {}

    /// Goes on to the next iteration, after all yields were taken.
    default void advance() {}

    /// Defines the result, after the loop.
    void finish(Var result);
}
