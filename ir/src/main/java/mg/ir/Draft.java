package mg.ir;

import java.util.List;
import java.util.function.Function;

/// An instruction as far as it is known before the types of its results are read.
///
/// @param at        the word that names the operation
/// @param operation the operation, given the type of the result: the attributes of some are found there
record Draft(Token at, Function<Type, Operation> operation, List<Var> operands, List<Block> blocks) {
    /// An instruction whose operation is known already.
    static Draft of(Token at, Operation operation, List<Var> operands, Block... blocks) {
        return new Draft(at, _ -> operation, operands, List.of(blocks));
    }
}
