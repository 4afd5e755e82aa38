package mg.backend.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Span;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.passes.loops.RowBlocks;
import mg.passes.loops.StoredRows;

/// The statements of a kernel as C.
final class Body {
    private static final List<String> LOOP_NAMES = List.of("i", "j", "k", "m", "n", "p", "q", "r");

    private final Names names;
    private final Liveness liveness;
    private final GuardedLoads guarded;
    private final Values values;
    private final WideValues wide;
    private final Liberties liberties;
    private final Function<Statement.Loop, String> threads;
    private final Lines lines = new Lines();
    private final Scalars scalars;
    private final Checks checks;
    private final List<String> loopNames = new ArrayList<>();
    private int loops;
    private boolean streams;

    /// @param faults  receives the checks of the body with their numbers
    /// @param threads gives the call that runs a parallel loop
    Body(Names names, Liveness liveness, GuardedLoads guarded, WideValues wide, Map<Fault, Integer> faults,
            Liberties liberties, Function<Statement.Loop, String> threads) {
        this.names = names;
        this.liveness = liveness;
        this.guarded = guarded;
        this.values = wide.values();
        this.wide = wide;
        this.liberties = liberties;
        this.threads = threads;
        this.scalars = new Scalars(names, liveness, guarded, wide, liberties.reorder(), lines);
        this.checks = new Checks(scalars, wide, faults, lines);
    }

    /// The text of these statements.
    String write(List<Statement> statements) {
        block(statements);
        if (streams) {
            lines.add(values.streamed());
        }
        return lines.text();
    }

    private void block(List<Statement> statements) {
        for (int k = 0; k < statements.size(); k++) {
            Optional<StoredRows> rows = StoredRows.of(statements.listIterator(k))
                    .filter(r -> r.columns().size() >= r.lanes());
            if (rows.isPresent()) {
                store(rows.get());
                k += rows.get().columns().size() - 1;
                continue;
            }
            switch (statements.get(k)) {
                case Statement.Define define -> scalars.define(define);
                case Statement.Assign(Scalar target, Scalar value) -> assign(target, value);
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> accumulate(target, kind, value);
                case Statement.Store(Address to, Scalar value, boolean add) -> store(to, value, add);
                case Statement.Fill(Address to, long count, Scalar value) -> fill(to, count, value);
                case Statement.Copy copy -> copy(copy);
                case Statement.Loop loop -> loop(loop);
                case Statement.If(Scalar condition, var then, var otherwise) -> branch(condition, then, otherwise);
                case Statement.While loop -> repeat(loop);
                case Statement.Check(Scalar index, long size, Span span) -> checks.index(index, size, span);
                case Statement.NonZero(Scalar divisor, Span span) -> checks.nonZero(divisor, span);
            }
        }
    }

    // Scalars

    private void assign(Scalar target, Scalar value) {
        if (liveness.isNeeded(target)) {
            Expression next = target.isWide() ? wide.vector(value, target.lanes(), scalars::use) : scalars.use(value);
            scalars.nameReadersOf(target);
            lines.add(values.known(target).text() + " = " + next.text() + ";");
        }
    }

    private void accumulate(Scalar target, Kind kind, Scalar value) {
        if (liveness.isNeeded(target)) {
            List<Expression> factors = scalars.factors(value);
            boolean fused = kind == Kind.SUM && target.isWide() && !factors.isEmpty();
            Expression next = value.isWide() && !target.isWide()
                    ? wide.total(kind, value, scalars::use)
                    : scalars.use(value);
            scalars.nameReadersOf(target);
            Expression old = values.known(target);
            if (fused) {
                Expression sum = wide.fma(target, factors.getFirst(), factors.getLast(), old);
                lines.add(old.text() + " = " + sum.text() + ";");
            } else if (target.isWide()) {
                Expression vector = wide.isOne(value) ? wide.all(next, value.element(), target.lanes()) : next;
                lines.add(old.text() + " = " + wide.combined(target, kind.operation(), old, vector).text() + ";");
            } else {
                update(old, kind.operation(), target.element(), next);
            }
        }
    }

    /// `target = value op target`, or `target op= value` where C has that.
    private void update(Expression target, ElementOp op, ElementType element, Expression value) {
        if (element.isReal() && (op == ElementOp.ADD || op == ElementOp.MUL)) {
            lines.add(target.text() + (op == ElementOp.ADD ? " += " : " *= ") + value.text() + ";");
        } else {
            lines.add(target.text() + " = " + values.apply(op, element, List.of(value, target)).text() + ";");
        }
    }

    // Memory

    private void store(Address to, Scalar value, boolean add) {
        if (value.isWide() && !WideValues.addsUp(to, value)) {
            List<Expression> factors = add ? scalars.factors(value) : List.of();
            String text = wide.store(to, value, add, factors, scalars::use);
            scalars.nameReadersOf(to.buffer());
            lines.add(text);
            return;
        }
        Expression element = values.element(to, scalars::use);
        Expression stored = value.isWide() ? wide.total(Kind.SUM, value, scalars::use) : scalars.use(value);
        scalars.nameReadersOf(to.buffer());
        if (add) {
            update(element, ElementOp.ADD, to.buffer().element(), stored);
        } else {
            lines.add(element.text() + " = " + stored.text() + ";");
        }
    }

    /// The last rows reach back where the number of columns is no multiple of that of the lanes.
    private void store(StoredRows rows) {
        List<Expression> columns = rows.columns().stream()
                .map(c -> wide.isOne(c) ? wide.vector(c, rows.lanes(), scalars::use) : scalars.atom(c))
                .toList();
        scalars.nameReadersOf(rows.first().buffer());
        for (int k = 0; k < columns.size(); k += rows.lanes()) {
            int from = Math.min(k, columns.size() - rows.lanes());
            List<Expression> some = columns.subList(from, from + rows.lanes());
            lines.add(wide.store(rows.first().plus(from), rows.columns().getFirst(), some, scalars::use));
        }
    }

    private void fill(Address to, long count, Scalar value) {
        if (count > 1) {
            Expression filler = scalars.atom(value);
            scalars.nameAll();
            each(count, k -> lines.add(values.element(to, k, scalars::use).text() + " = " + filler.text() + ";"));
        } else if (count == 1) {
            store(to, value, false);
        }
    }

    private void copy(Statement.Copy copy) {
        scalars.nameAll();
        if (liberties.streamed().contains(copy.to().buffer()) && RowBlocks.isWorthStream(copy)) {
            streams = true;
            lines.add(values.stream(copy, scalars::use));
        } else if (copy.count() > 1) {
            each(copy.count(), k ->
                    copy(copy, values.element(copy.to(), k, scalars::use),
                            values.element(copy.from(), k, scalars::use)));
        } else if (copy.count() == 1) {
            copy(copy, values.element(copy.to(), scalars::use), values.element(copy.from(), scalars::use));
        }
    }

    private void copy(Statement.Copy copy, Expression to, Expression from) {
        if (copy.add()) {
            update(to, ElementOp.ADD, copy.to().buffer().element(), from);
        } else {
            lines.add(to.text() + " = " + from.text() + ";");
        }
    }

    private void each(long count, Consumer<String> statement) {
        String k = loopName();
        lines.open("for (int64_t " + k + " = 0; " + k + " < " + count + "; " + k + "++) {");
        statement.accept(k);
        lines.close();
    }

    // Control

    private void loop(Statement.Loop loop) {
        if (loop.parallel()) {
            parallel(loop);
            return;
        }
        Optional<Expression> bound = loop.bound().map(scalars::constant);
        scalars.nameAll();
        if (liberties.reorder()) {
            Reduction.of(loop, liveness).ifPresent(r -> lines.add(r.pragma(s -> values.known(s).text())));
        }
        String i = loopName();
        String to = bound.map(Expression::text).orElse(Literals.whole(loop.count()));
        if (loop.down()) {
            // The least bound has no predecessor.
            String from = bound.isPresent()
                    ? "(" + to + " > 0 ? " + to + " : 0) - 1"
                    : Literals.whole(loop.count() - 1);
            lines.open("for (int64_t " + i + " = " + from + "; " + i + " >= 0; " + i + "--) {");
        } else {
            lines.open("for (int64_t " + i + " = 0; " + i + " < " + to + "; " + i + "++) {");
        }
        values.know(loop.index(), Expression.atom(i), loop.count());
        loops++;
        if (CrossingStores.in(loop)) {
            lines.add(CFile.BRANCH + ";");
        }
        block(loop.body());
        loops--;
        lines.close();
    }

    private void parallel(Statement.Loop loop) {
        scalars.nameAll();
        String status = scalars.temporary("failed");
        lines.add("const int " + status + " = " + threads.apply(loop) + ";");
        lines.open("if (" + status + " != 0) {");
        lines.add("return " + status + ";");
        lines.close();
    }

    /// The name of a loop variable at this depth of loops.
    private String loopName() {
        while (loopNames.size() <= loops) {
            loopNames.add(names.unique(LOOP_NAMES.get(loopNames.size() % LOOP_NAMES.size())));
        }
        return loopNames.get(loops);
    }

    private void branch(Scalar condition, List<Statement> then, List<Statement> otherwise) {
        Expression test = scalars.use(condition);
        scalars.nameAll();
        lines.open("if (" + test.text() + ") {");
        if (guarded.isOfBranch(then) || guarded.isOfBranch(otherwise)) {
            lines.add(CFile.BRANCH + ";");
        }
        block(then);
        if (!otherwise.isEmpty()) {
            lines.otherwise();
            block(otherwise);
        }
        lines.close();
    }

    private void repeat(Statement.While loop) {
        scalars.nameAll();
        lines.open("for (;;) {");
        if (CrossingStores.in(loop)) {
            lines.add(CFile.BRANCH + ";");
        }
        liberties.left().ifPresent(name -> spend(name, Way.cost(loop)));
        block(loop.test());
        Expression more = scalars.use(loop.condition());
        lines.open("if (!" + more.at(Expression.Level.PRIMARY) + ") {");
        lines.add("break;");
        lines.close();
        block(loop.body());
        lines.close();
    }

    private void spend(String left, long cost) {
        lines.add(left + " -= " + cost + ";");
        lines.open("if (" + left + " < 0) {");
        lines.add("return " + Way.USED_UP + ";");
        lines.close();
    }
}
