package mg.backend.jvm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The wide products among some steps that are read once, by a sum into a wide scalar or into neighbouring elements:
/// both become one multiply-add.
///
/// @param factors  of each such sum, the product
/// @param products what is defined by such products
record Products(Map<Statement, Value.Apply> factors, Set<Scalar> products) {
    private static final Products NONE = new Products(Map.of(), Set.of());

    /// @param fuses whether products need not be rounded before they are added
    static Products of(List<Step> steps, Lifetimes lifetimes, boolean fuses) {
        if (!fuses || !lifetimes.anyWide()) {
            return NONE;
        }
        var found = new Products(new HashMap<>(), new HashSet<>());
        var open = new HashMap<Scalar, Value.Apply>();
        for (Step step : steps) {
            switch (step) {
                case Step.Plain(Statement statement, _) -> found.visit(statement, open, lifetimes);
                case Step.Nest _, Step.Argument _, Step.Parallel _, Step.Call _ -> open.clear();
            }
        }
        return found;
    }

    boolean isEmpty() {
        return products.isEmpty();
    }

    private void visit(Statement statement, Map<Scalar, Value.Apply> open, Lifetimes lifetimes) {
        summand(statement).filter(open::containsKey).ifPresent(value -> {
            factors.put(statement, open.remove(value));
            products.add(value);
        });
        Access.of(statement).changes()
                .ifPresent(changed -> open.values().removeIf(product -> product.operands().contains(changed)));
        if (statement instanceof Statement.Define(Scalar target, Value.Apply product)
                && product.op() == ElementOp.MUL && target.isWide() && target.element().isReal()
                && lifetimes.isReadOnce(target.id())) {
            open.put(target, product);
        }
    }

    /// What a statement adds lane by lane.
    private static Optional<Scalar> summand(Statement statement) {
        return switch (statement) {
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) when kind == Kind.SUM
                    && target.isWide() ->
                Optional.of(value);
            case Statement.Store(Address to, Scalar value, boolean add) when add && to.step() == 1 && !to.isSpread() ->
                Optional.of(value);
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _,
                    Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _, Statement.Check _,
                    Statement.NonZero _ -> Optional.empty();
        };
    }
}
