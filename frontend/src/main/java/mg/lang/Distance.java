package mg.lang;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// How far two ints are apart, each a sum of multiples of others: `3 * i + 5` and `3 * i + 2` are 3 apart, whatever `i`
/// is, and so are `i % n + 3` and `i % n`. Sums and products wrap, as those of ints do.
final class Distance {
    private final Builder builder;
    private final Alike alike;
    /// What is left to be added up, and how often; what is defined last comes first.
    private final TreeMap<Integer, Term> terms = new TreeMap<>();
    private long constant;

    private record Term(Var var, long factor) {}

    private Distance(Builder builder, Alike alike) {
        this.builder = builder;
        this.alike = alike;
    }

    /// `stop - start`, if that does not depend on anything known only when the program runs.
    static OptionalLong between(Var start, Var stop, Builder builder) {
        var difference = new Distance(builder, new Alike(List.of(start, stop), builder));
        difference.add(stop, 1);
        difference.add(start, -1);
        while (!difference.terms.isEmpty()) {
            Term last = difference.terms.pollLastEntry().getValue();
            if (last.factor != 0 && !difference.expand(last)) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(difference.constant);
    }

    private void add(Var var, long factor) {
        Var first = alike.first(var);
        terms.merge(first.id(), new Term(first, factor), (a, b) -> new Term(first, a.factor + b.factor));
    }

    /// Adds what a term is made of; false if it is not made of others.
    private boolean expand(Term term) {
        Instruction definition = builder.definition(term.var).orElse(null);
        if (definition == null) {
            return false;
        }
        var known = known(term.var);
        if (known.isPresent()) {
            constant += term.factor * known.getAsLong();
            return true;
        }
        if (!(definition.operation() instanceof Operation.Element(ElementOp op))) {
            return false;
        }
        Var x = definition.operands().getFirst();
        Var y = definition.operands().getLast();
        switch (op) {
            case ADD -> {
                add(x, term.factor);
                add(y, term.factor);
            }
            case SUB -> {
                add(x, term.factor);
                add(y, -term.factor);
            }
            case NEG -> add(x, -term.factor);
            case MUL -> {
                if (known(x).isPresent()) {
                    add(y, term.factor * known(x).getAsLong());
                } else if (known(y).isPresent()) {
                    add(x, term.factor * known(y).getAsLong());
                } else {
                    return false;
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private OptionalLong known(Var var) {
        return builder.operation(var).orElse(null) instanceof Operation.Const(Tensor value)
                ? OptionalLong.of(value.whole(0))
                : OptionalLong.empty();
    }
}
