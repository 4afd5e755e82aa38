package mg.backend.c;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.loops.RowBlocks;
import mg.passes.loops.StoredRows;

/// The statements of a kernel as C.
///
/// A scalar that is read once is not given a name: its expression stands where it is read, unless that would be long, or
/// something the expression reads changes before. Such expressions wait in `pending`, never many at a time.
final class Body {
    private static final int LONGEST = 56;
    private static final int DEEPEST = 5;
    private static final int MOST_PENDING = 24;
    private static final List<String> LOOP_NAMES = List.of("i", "j", "k", "m", "n", "p", "q", "r");

    private final Names names;
    private final Liveness liveness;
    private final GuardedLoads guarded;
    private final Values values;
    private final WideValues wide;
    private final Map<Fault, Integer> faults;
    private final StringBuilder out = new StringBuilder();
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final List<String> loopNames = new ArrayList<>();
    private final boolean reorder;
    private final Set<Buffer> streamed;
    private final Function<Statement.Loop, String> threads;
    private final Optional<String> left;
    private int depth = 1;
    private int loops;
    private int temporaries;
    private boolean streams;

    /// @param factors of a product that may be kept unrounded
    private record Pending(Scalar scalar, Expression expression, List<Expression> factors) {}

    /// @param faults   receives the checks of the body with their numbers
    /// @param reorder  whether sums may be formed in any order
    /// @param streamed the results to which long copies go past the caches
    /// @param threads  gives the call that runs a parallel loop
    /// @param left     the variable that says how much the function may still do, if that is limited
    Body(Names names, Liveness liveness, GuardedLoads guarded, Values values, WideFunctions functions,
            Map<Fault, Integer> faults, boolean reorder, Set<Buffer> streamed, Function<Statement.Loop, String> threads, Optional<String> left) {
        this.names = names;
        this.liveness = liveness;
        this.guarded = guarded;
        this.values = values;
        this.wide = new WideValues(values, functions);
        this.faults = faults;
        this.reorder = reorder;
        this.streamed = streamed;
        this.threads = threads;
        this.left = left;
    }

    /// The text of these statements.
    String write(List<Statement> statements) {
        block(statements);
        if (streams) {
            line(values.streamed());
        }
        return out.toString();
    }

    private void block(List<Statement> statements) {
        for (int k = 0; k < statements.size(); k++) {
            Optional<StoredRows> rows = StoredRows.of(statements.listIterator(k)).filter(r -> r.columns().size() >= r.lanes());
            if (rows.isPresent()) {
                store(rows.get());
                k += rows.get().columns().size() - 1;
                continue;
            }
            switch (statements.get(k)) {
                case Statement.Define define -> define(define);
                case Statement.Assign(Scalar target, Scalar value) -> assign(target, value);
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> accumulate(target, kind, value);
                case Statement.Store(Address to, Scalar value, boolean add) -> store(to, value, add);
                case Statement.Fill(Address to, long count, Scalar value) -> fill(to, count, value);
                case Statement.Copy copy -> copy(copy);
                case Statement.Loop loop -> loop(loop);
                case Statement.If(Scalar condition, var then, var otherwise) -> branch(condition, then, otherwise);
                case Statement.While loop -> repeat(loop);
                case Statement.Check(Scalar index, long size, Span span) -> check(index, size, span);
                case Statement.NonZero(Scalar divisor, Span span) -> nonZero(divisor, span);
            }
        }
    }

    // Scalars

    private void define(Statement.Define define) {
        Scalar target = define.target();
        if (!liveness.isNeeded(target)) {
            return;
        }
        if (liveness.changes(target)) {
            String first = target.isWide() && isZero(define.value()) ? "{0}" : value(define.value(), target, this::use).text();
            String name = names.unique(liveness.purpose(target) + ++temporaries);
            line(wide.type(target) + " " + name + " = " + first + ";");
            values.know(target, new Expression(name, Expression.Level.PRIMARY, 0, 0, List.of(target.id())));
        } else if (!values.knowsLiteral(define)) {
            List<Expression> factors = factors(define);
            Expression value = factors.isEmpty()
                    ? value(define.value(), target,
                            values.literalsAlone(define.value()).map(this::variable).orElse(this::use))
                    : Expression.binary(factors.getFirst(), "*", Expression.Level.PRODUCT, factors.getLast());
            boolean isLong = factors.isEmpty() && (value.text().length() > LONGEST || value.depth() > DEEPEST);
            if (!liveness.isReadOnce(target) || isLong || guarded.isOfChoice(target)) {
                name(target, value);
            } else {
                if (pending.size() == MOST_PENDING) {
                    name(pending.values().iterator().next().scalar());
                }
                pending.put(target.id(), new Pending(target, value, factors));
            }
        }
    }

    /// Whether it is `0.0`, `0` or false, all bits zero.
    private static boolean isZero(Value value) {
        return value instanceof Value.Literal(Tensor number) && number.equals(Tensor.zeros(number.type()));
    }

    /// The factors of a wide product that is read once.
    private List<Expression> factors(Statement.Define define) {
        Scalar target = define.target();
        return reorder && target.isWide() && target.element().isReal() && liveness.isReadOnce(target)
                        && define.value() instanceof Value.Apply(ElementOp op, List<Scalar> operands)
                        && op == ElementOp.MUL && values.literalsAlone(define.value()).isEmpty()
                ? operands.stream().map(x -> factor(target, wide.vector(x, target.lanes(), this::use))).toList()
                : List.of();
    }

    /// Named if it is long: the product itself must not be, or it would be rounded.
    private Expression factor(Scalar product, Expression factor) {
        return factor.text().length() > LONGEST / 3 && !factor.isAtom() ? named(product, factor) : factor;
    }

    private Expression value(Value value, Scalar target, Function<Scalar, Expression> use) {
        return target.isWide() ? wide.of(value, target, use) : values.of(value, target, use);
    }

    /// What stands for a scalar where it is read; after that it is no longer pending.
    private Expression use(Scalar scalar) {
        Pending waiting = pending.remove(scalar.id());
        return waiting == null ? values.known(scalar) : waiting.expression();
    }

    /// The scalar as a name or a number.
    private Expression atom(Scalar scalar) {
        Expression value = use(scalar);
        return value.isAtom() ? value : name(scalar, value);
    }

    private void name(Scalar scalar) {
        name(scalar, use(scalar));
    }

    private Expression name(Scalar scalar, Expression value) {
        values.know(scalar, named(scalar, value));
        return values.known(scalar);
    }

    /// What the scalar is now, as a name or number that does not change.
    private Expression constant(Scalar scalar) {
        Expression value = atom(scalar);
        return value.states().isEmpty() ? value : named(scalar, value);
    }

    private Expression named(Scalar scalar, Expression value) {
        String name = names.unique("v" + ++temporaries);
        line("const " + wide.type(scalar) + " " + name + " = " + value.text() + ";");
        return Expression.atom(name);
    }

    /// As [#use], with a variable for this literal: of constant expressions compilers warn when they overflow. Only the
    /// block that this stands in knows the variable.
    private Function<Scalar, Expression> variable(Scalar literal) {
        Expression variable = Expression.atom(names.unique("v" + ++temporaries));
        line(Literals.type(literal.element()) + " " + variable.text() + " = " + values.known(literal).text() + ";");
        return scalar -> scalar.equals(literal) ? variable : use(scalar);
    }

    private void nameThose(Predicate<Expression> which) {
        List<Scalar> now = pending.values().stream()
                .filter(p -> which.test(p.expression()))
                .map(Pending::scalar)
                .toList();
        now.forEach(this::name);
    }

    private void assign(Scalar target, Scalar value) {
        if (liveness.isNeeded(target)) {
            Expression next = target.isWide() ? wide.vector(value, target.lanes(), this::use) : use(value);
            nameThose(e -> e.states().contains(target.id()));
            line(values.known(target).text() + " = " + next.text() + ";");
        }
    }

    private void accumulate(Scalar target, Kind kind, Scalar value) {
        if (liveness.isNeeded(target)) {
            Pending waiting = pending.get(value.id());
            boolean fused = kind == Kind.SUM && target.isWide() && waiting != null && !waiting.factors().isEmpty();
            Expression next = value.isWide() && !target.isWide() ? wide.total(kind, value, this::use) : use(value);
            nameThose(e -> e.states().contains(target.id()));
            Expression old = values.known(target);
            if (fused) {
                List<Expression> factors = waiting.factors();
                line(old.text() + " = " + wide.fma(target, factors.getFirst(), factors.getLast(), old).text() + ";");
            } else if (target.isWide()) {
                Expression vector = wide.isOne(value) ? wide.all(next, value.element(), target.lanes()) : next;
                line(old.text() + " = " + wide.combined(target, kind.operation(), old, vector).text() + ";");
            } else {
                update(old, kind.operation(), target.element(), next);
            }
        }
    }

    /// `target = value op target`, or `target op= value` where C has that.
    private void update(Expression target, ElementOp op, ElementType element, Expression value) {
        if (element.isReal() && (op == ElementOp.ADD || op == ElementOp.MUL)) {
            line(target.text() + (op == ElementOp.ADD ? " += " : " *= ") + value.text() + ";");
        } else {
            line(target.text() + " = " + values.apply(op, element, List.of(value, target)).text() + ";");
        }
    }

    // Memory

    private void store(Address to, Scalar value, boolean add) {
        if (value.isWide() && !WideValues.addsUp(to, value)) {
            Pending waiting = pending.get(value.id());
            List<Expression> factors = add && waiting != null ? waiting.factors() : List.of();
            String text = wide.store(to, value, add, factors, this::use);
            nameReadersOf(to.buffer());
            line(text);
            return;
        }
        Expression element = values.element(to, this::use);
        Expression stored = value.isWide() ? wide.total(Kind.SUM, value, this::use) : use(value);
        nameReadersOf(to.buffer());
        if (add) {
            update(element, ElementOp.ADD, to.buffer().element(), stored);
        } else {
            line(element.text() + " = " + stored.text() + ";");
        }
    }

    /// The last rows reach back where the number of columns is no multiple of that of the lanes.
    private void store(StoredRows rows) {
        List<Expression> columns = rows.columns().stream()
                .map(c -> wide.isOne(c) ? wide.vector(c, rows.lanes(), this::use) : atom(c))
                .toList();
        nameReadersOf(rows.first().buffer());
        for (int k = 0; k < columns.size(); k += rows.lanes()) {
            int from = Math.min(k, columns.size() - rows.lanes());
            line(wide.store(rows.first().plus(from), rows.columns().getFirst(), columns.subList(from, from + rows.lanes()),
                    this::use));
        }
    }

    private void nameReadersOf(Buffer buffer) {
        int region = Values.region(buffer);
        nameThose(e -> (e.memory() & region) != 0);
    }

    private void fill(Address to, long count, Scalar value) {
        if (count > 1) {
            Expression filler = atom(value);
            nameThose(_ -> true);
            each(count, k -> line(values.element(to, k, this::use).text() + " = " + filler.text() + ";"));
        } else if (count == 1) {
            store(to, value, false);
        }
    }

    private void copy(Statement.Copy copy) {
        nameThose(_ -> true);
        if (streamed.contains(copy.to().buffer()) && RowBlocks.isWorthStream(copy)) {
            streams = true;
            line(values.stream(copy, this::use));
        } else if (copy.count() > 1) {
            each(copy.count(), k ->
                    copy(copy, values.element(copy.to(), k, this::use), values.element(copy.from(), k, this::use)));
        } else if (copy.count() == 1) {
            copy(copy, values.element(copy.to(), this::use), values.element(copy.from(), this::use));
        }
    }

    private void copy(Statement.Copy copy, Expression to, Expression from) {
        if (copy.add()) {
            update(to, ElementOp.ADD, copy.to().buffer().element(), from);
        } else {
            line(to.text() + " = " + from.text() + ";");
        }
    }

    private void each(long count, Consumer<String> statement) {
        String k = loopName();
        line("for (int64_t " + k + " = 0; " + k + " < " + count + "; " + k + "++) {");
        depth++;
        statement.accept(k);
        close();
    }

    // Control

    private void loop(Statement.Loop loop) {
        if (loop.parallel()) {
            parallel(loop);
            return;
        }
        Optional<Expression> bound = loop.bound().map(this::constant);
        nameThose(_ -> true);
        if (reorder) {
            Reduction.of(loop, liveness).ifPresent(r -> line(r.pragma(s -> values.known(s).text())));
        }
        String i = loopName();
        String to = bound.map(Expression::text).orElse(Literals.whole(loop.count()));
        if (loop.down()) {
            // The least bound has no predecessor.
            String from = bound.isPresent() ? "(" + to + " > 0 ? " + to + " : 0) - 1" : Literals.whole(loop.count() - 1);
            line("for (int64_t " + i + " = " + from + "; " + i + " >= 0; " + i + "--) {");
        } else {
            line("for (int64_t " + i + " = 0; " + i + " < " + to + "; " + i + "++) {");
        }
        values.know(loop.index(), Expression.atom(i), loop.count());
        depth++;
        loops++;
        if (CrossingStores.in(loop)) {
            line(CFile.BRANCH + ";");
        }
        block(loop.body());
        loops--;
        close();
    }

    private void parallel(Statement.Loop loop) {
        nameThose(_ -> true);
        String status = names.unique("failed" + ++temporaries);
        line("const int " + status + " = " + threads.apply(loop) + ";");
        line("if (" + status + " != 0) {");
        line("    return " + status + ";");
        line("}");
    }

    /// The name of a loop variable at this depth of loops.
    private String loopName() {
        while (loopNames.size() <= loops) {
            loopNames.add(names.unique(LOOP_NAMES.get(loopNames.size() % LOOP_NAMES.size())));
        }
        return loopNames.get(loops);
    }

    private void branch(Scalar condition, List<Statement> then, List<Statement> otherwise) {
        Expression test = use(condition);
        nameThose(_ -> true);
        line("if (" + test.text() + ") {");
        depth++;
        if (guarded.isOfBranch(then) || guarded.isOfBranch(otherwise)) {
            line(CFile.BRANCH + ";");
        }
        block(then);
        if (!otherwise.isEmpty()) {
            depth--;
            line("} else {");
            depth++;
            block(otherwise);
        }
        close();
    }

    private void repeat(Statement.While loop) {
        nameThose(_ -> true);
        line("for (;;) {");
        depth++;
        if (CrossingStores.in(loop)) {
            line(CFile.BRANCH + ";");
        }
        left.ifPresent(name -> spend(name, Way.cost(loop)));
        block(loop.test());
        Expression more = use(loop.condition());
        line("if (!" + more.at(Expression.Level.PRIMARY) + ") {");
        line("    break;");
        line("}");
        block(loop.body());
        close();
    }

    private void spend(String left, long cost) {
        line(left + " -= " + cost + ";");
        line("if (" + left + " < 0) {");
        line("    return " + Way.USED_UP + ";");
        line("}");
    }

    // Checks

    private void check(Scalar index, long size, Span span) {
        if (index.isWide() && !values.isLiteral(index)) {
            checkLanes(index, size, span);
            return;
        }
        String text = atom(index).text();
        String fault = "return " + values.fault(text, status(new Fault.Index(span, size))) + ";" + place(span);
        if (size == 0) {
            line(fault);
        } else {
            line("if ((uint64_t) " + text + " >= " + size + ") {");
            line("    " + fault);
            line("}");
        }
    }

    private void checkLanes(Scalar index, long size, Span span) {
        String first = names.unique("v" + ++temporaries);
        line("int64_t " + first + " = 0;");
        line("if (" + wide.outside(index.lanes()) + "(" + atom(index).text() + ", " + size + ", &" + first + ")) {");
        line("    return " + values.fault(first, status(new Fault.Index(span, size))) + ";" + place(span));
        line("}");
    }

    private void nonZero(Scalar divisor, Span span) {
        line("if (" + atom(divisor).text() + " == 0) {");
        line("    return " + status(new Fault.Division(span)) + ";" + place(span));
        line("}");
    }

    private int status(Fault fault) {
        return faults.computeIfAbsent(fault, _ -> faults.size() + 1);
    }

    private static String place(Span span) {
        return span.isKnown() ? " // " + Literals.comment(span.toString()) : "";
    }

    private void close() {
        depth--;
        line("}");
    }

    private void line(String text) {
        out.repeat("    ", depth).append(text).append('\n');
    }
}
