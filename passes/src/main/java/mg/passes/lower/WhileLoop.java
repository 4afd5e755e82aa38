package mg.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Var;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Lowers `while`.
final class WhileLoop {
    private WhileLoop() {}

    static void lower(Frame frame, Instruction x) {
        Block test = x.blocks().get(0);
        Block body = x.blocks().get(1);
        var results = new ArrayList<LoopResult>();
        Set<Scalar> carried = new HashSet<>();
        for (int k = 0; k < x.results().size(); k++) {
            List<Var> inside = List.of(test.arguments().get(k), body.arguments().get(k));
            Var result = x.results().get(k);
            results.add(result.type().isScalar()
                    ? new CarriedScalar(frame, x.operand(k), inside, carried)
                    : new CarriedArray(frame, x.operand(k), inside, body, body.results().get(k), result));
        }
        Code code = frame.code();
        var condition = new Scalar[1];
        List<Statement> testing = code.body(() -> {
            int before = code.scalars();
            Instructions.list(frame, test, Collections.nCopies(1, Optional.empty()));
            Scalar value = frame.scalar(test.results().getFirst());
            condition[0] = value.id() < before ? code.variable(value) : value;
        });
        List<Statement> step = code.body(() -> {
            Instructions.list(frame, body, results.stream().map(LoopResult::wanted).toList());
            for (int k = 0; k < results.size(); k++) {
                results.get(k).take(body.results().get(k));
            }
            results.forEach(LoopResult::advance);
        });
        code.add(new Statement.While(testing, condition[0], step));
        for (int k = 0; k < results.size(); k++) {
            results.get(k).finish(x.results().get(k));
        }
    }
}
