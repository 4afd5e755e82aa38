package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Span;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.loops.StoredRows;

/// The code of statements with wide scalars, on vectors in local variables.
final class WideCode {
    private final PartCode part;
    private final Variables variables;
    private final ValueCode values;
    private final Unit unit;
    private final Routine routine;
    private final WideTotals totals;

    WideCode(PartCode part, Variables variables, ValueCode values, Unit unit, Routine routine) {
        this.part = part;
        this.variables = variables;
        this.values = values;
        this.unit = unit;
        this.routine = routine;
        this.totals = new WideTotals(variables, unit);
    }

    /// Whether a statement has wide scalars.
    static boolean handles(Statement statement) {
        Access access = Access.of(statement);
        for (Scalar scalar : access.reads()) {
            if (scalar.isWide()) {
                return true;
            }
        }
        return access.defines().isPresent() && access.defines().get().isWide()
                || access.changes().isPresent() && access.changes().get().isWide();
    }

    /// Whether a vector is more than one number in all lanes, so that operations are asked of it.
    static boolean isMade(Value value) {
        return switch (value) {
            case Value.Literal _ -> false;
            case Value.Apply(_, List<Scalar> operands) -> operands.stream().anyMatch(Scalar::isWide);
            case Value.Convert(Scalar operand) -> operand.isWide();
            case Value.Load(Address from) -> from.isSpread() || from.step() != 0;
            case Value.Affine _ -> true;
        };
    }

    /// The address without what differs between lanes.
    static Address uniform(Address address) {
        return new Address(address.buffer(), uniform(address.index()));
    }

    private static Index uniform(Index index) {
        return index.isWide()
                ? new Index(index.constant(), index.terms().stream().filter(t -> !t.scalar().isWide()).toList())
                : index;
    }

    /// Emits a statement.
    ///
    /// @param product what an accumulated or stored value is, if its definition was left out
    CodeBuilder emit(Statement statement, Optional<Value.Apply> product) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> {
                define(target, value);
                yield isMade(value) ? variables.compareClass(target) : code();
            }
            case Statement.Assign(Scalar target, Scalar value) ->
                variables.change(target, piece -> push(value, type(target), piece));
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> target.isWide()
                    ? product.map(p -> fused(target, p)).orElseGet(() -> accumulate(target, kind, value))
                    : variables.change(target, () ->
                    totals.combined(kind, target.element(), () -> variables.push(target),
                            () -> totals.across(kind, value)));
            case Statement.Store(Address to, Scalar value, boolean add) ->
                product.map(p -> addProduct(to, value, p)).orElseGet(() -> store(to, value, add));
            case Statement.Check(Scalar index, long size, Span span) -> check(index, size, span);
            case Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _,
                    Statement.NonZero _ -> throw new AssertionError("wide scalars in " + statement);
        };
    }

    /// The rows that steps from `from` on store lane by lane, if they do.
    Optional<StoredRows> rows(List<Step> steps, int from) {
        return steps.get(from) instanceof Step.Plain(Statement.Store(_, Scalar value, _), _) && value.isWide()
                ? LaneCode.rows(plain(steps, from), unit.vectorBits())
                : Optional.empty();
    }

    /// What the steps from one on load together lane by lane, if they do.
    Optional<Gathers> gathers(List<Step> steps, int from) {
        return steps.get(from) instanceof Step.Plain(Statement.Define(Scalar target, Value.Load _), _)
                && target.isWide()
                ? Gathers.of(plain(steps, from), unit.vectorBits())
                : Optional.empty();
    }

    private static Iterator<Statement> plain(List<Step> steps, int from) {
        return steps.subList(from, steps.size()).stream()
                .takeWhile(Step.Plain.class::isInstance)
                .map(s -> ((Step.Plain) s).statement())
                .iterator();
    }

    /// Emits the stores of rows.
    CodeBuilder emit(StoredRows rows) {
        return lanes(rows.lanes()).store(rows);
    }

    /// Emits loads.
    CodeBuilder emit(Gathers gathers) {
        LaneCode lanes = lanes(gathers.loads().getFirst().target().lanes());
        int[] places = lanes.load(gathers);
        for (int k = 0; k < places.length; k++) {
            loaded(gathers.loads().get(k).target(), lanes, places[k]);
        }
        return code();
    }

    WideType type(Scalar scalar) {
        return WideType.of(scalar, unit.vectorBits());
    }

    /// The products among some steps that are fused into sums.
    Products products(List<Step> steps) {
        return Products.of(steps, routine.lifetimes(), routine.fuses());
    }

    private CodeBuilder code() {
        return variables.code();
    }

    private LaneCode lanes(int lanes) {
        return new LaneCode(part, this, routine, unit, variables, lanes);
    }

    /// Pushes a piece of a scalar; one that is not wide is the same in all lanes.
    private void push(Scalar scalar, WideType like, int piece) {
        if (scalar.isWide()) {
            variables.push(scalar, piece);
        } else {
            new WideOps(code(), like.as(scalar.element())).broadcast(() -> variables.push(scalar));
        }
    }

    private CodeBuilder define(Scalar target, Value value) {
        WideType type = type(target);
        return switch (value) {
            case Value.Literal _ -> everywhere(target, value);
            case Value.Apply(ElementOp op, List<Scalar> operands) -> {
                if (operands.stream().noneMatch(Scalar::isWide)) {
                    yield everywhere(target, value);
                }
                if (LaneCode.needs(value, target, unit.vectorBits())) {
                    LaneCode lanes = lanes(target.lanes());
                    yield loaded(target, lanes, lanes.apply(op, operands, target.element()));
                }
                WideType alike = type.as(operands.getLast().element());
                var elements = new WideElements(variables, alike, (k, piece) -> push(operands.get(k), alike, piece));
                yield variables.define(target, piece -> elements.apply(op, piece));
            }
            case Value.Convert(Scalar operand) -> operand.isWide()
                    ? convert(target, operand)
                    : everywhere(target, value);
            case Value.Load(Address from) -> load(target, from);
            case Value.Affine(Index index, long step) ->
                    variables.define(target, piece -> affine(type, index, step, piece));
        };
    }

    /// One value in all lanes.
    private CodeBuilder everywhere(Scalar target, Value value) {
        var one = new Scalar(target.id(), target.element());
        return variables.define(target, _ ->
                new WideOps(code(), type(target)).broadcast(() -> values.push(value, one)));
    }

    /// Takes what the loop over the lanes has left in the workspace.
    private CodeBuilder loaded(Scalar target, LaneCode lanes, int place) {
        WideType type = type(target);
        return variables.define(target, piece -> new WideOps(code(), type)
                .load(() -> lanes.pushPlace(target.element(), place + piece * type.each())));
    }

    private CodeBuilder load(Scalar target, Address from) {
        if (!from.isSpread()) {
            return from.step() == 0
                    ? everywhere(target, new Value.Load(from))
                    : variables.define(target, piece -> neighbours(type(target), from, piece));
        }
        WideType type = type(target);
        if (Strided.suits(from, type)) {
            return variables.define(target, piece -> new Strided(type, from.step())
                    .load(code(), offset -> strided(from, type, piece, offset)));
        }
        LaneCode lanes = lanes(target.lanes());
        return loaded(target, lanes, lanes.load(from));
    }

    private void strided(Address address, WideType type, int piece, long offset) {
        part.array(address.buffer());
        part.position(uniform(address).plus(piece * type.each() * address.step() + offset));
    }

    private CodeBuilder neighbours(WideType type, Address from, int piece) {
        return new WideOps(code(), type).load(() -> {
            part.array(from.buffer());
            part.position(uniform(from).plus(piece * (long) type.each()));
        });
    }

    /// `constant + Σ stride · scalar + step · lane`.
    private CodeBuilder affine(WideType type, Index index, long step, int piece) {
        var ops = new WideOps(code(), type);
        ops.broadcast(() -> values.affine(uniform(index).plus(step * piece * type.each())));
        if (step != 0) {
            ops.broadcast(0);
            code().iconst_1().invokevirtual(type.vector(), "addIndex",
                    MethodTypeDesc.of(type.vector(), ConstantDescs.CD_int));
            if (step != 1) {
                ops.broadcast(() -> code().loadConstant(step));
                ops.call("mul", 1);
            }
            ops.call("add", 1);
        }
        for (Index.Term term : index.terms()) {
            if (term.scalar().isWide()) {
                variables.push(term.scalar(), piece);
                if (term.stride() != 1) {
                    ops.broadcast(() -> code().loadConstant(term.stride()));
                    ops.call("mul", 1);
                }
                ops.call("add", 1);
            }
        }
        return code();
    }

    private CodeBuilder convert(Scalar target, Scalar operand) {
        WideType from = type(operand);
        WideType to = type(target);
        if (from.element() == to.element()) {
            return variables.define(target, piece -> variables.push(operand, piece));
        }
        if (from.element() == ElementType.BOOL) {
            var one = new WideElements(variables, to, (k, piece) -> {
                if (k == 0) {
                    variables.push(operand, 0);
                } else {
                    new WideOps(code(), to).broadcast(2 - k);
                }
            });
            return variables.define(target, piece -> one.apply(ElementOp.SELECT, piece));
        }
        String operator = letter(from) + "2" + letter(to);
        if (from.pieces() == to.pieces()) {
            return variables.define(target, piece -> {
                variables.push(operand, piece);
                new WideOps(code(), from).convert(operator, to);
            });
        }
        LaneCode lanes = lanes(target.lanes());
        int source = lanes.spill(operand);
        int result = lanes.take(target.element());
        int each = Math.min(from.each(), to.each());
        WideType few = from.ofLanes(each);
        for (int k = 0; k < target.lanes(); k += each) {
            int at = k;
            new WideOps(code(), few).load(() -> lanes.pushPlace(operand.element(), source + at));
            new WideOps(code(), few).convert(operator, to.ofLanes(each));
            lanes.pushPlace(target.element(), result + at);
            new WideOps(code(), to.ofLanes(each)).store();
        }
        return loaded(target, lanes, result);
    }

    private static String letter(WideType type) {
        return switch (type.element()) {
            case F64 -> "D";
            case F32 -> "F";
            case I64 -> "L";
            case BOOL -> throw new AssertionError("a number as a truth value");
        };
    }

    /// `target = a · b + target`.
    private CodeBuilder fused(Scalar target, Value.Apply product) {
        WideType type = type(target);
        return variables.change(target, piece ->
                multiplyAdd(product, type, piece, () -> variables.push(target, piece)));
    }

    /// `to += a · b`.
    private CodeBuilder addProduct(Address to, Scalar value, Value.Apply product) {
        WideType type = type(value);
        for (int p = 0; p < type.pieces(); p++) {
            int piece = p;
            multiplyAdd(product, type, piece, () -> neighbours(type, to, piece));
            storePiece(to, type, piece);
        }
        return code();
    }

    private CodeBuilder multiplyAdd(Value.Apply product, WideType type, int piece, Runnable summand) {
        push(product.operands().get(0), type, piece);
        push(product.operands().get(1), type, piece);
        summand.run();
        return new WideOps(code(), type).call("fma", 2);
    }

    private CodeBuilder accumulate(Scalar target, Kind kind, Scalar value) {
        WideType type = type(target);
        return variables.change(target, piece -> totals.combined(
                kind, type, () -> variables.push(target, piece), () -> push(value, type, piece)));
    }

    private CodeBuilder store(Address to, Scalar value, boolean add) {
        if (!add && value.isWide() && Strided.suits(to, type(value))) {
            WideType type = type(value);
            for (int p = 0; p < type.pieces(); p++) {
                int piece = p;
                new Strided(type, to.step()).store(code(), () -> variables.push(value, piece),
                        offset -> strided(to, type, piece, offset));
            }
            return code();
        }
        if (to.isSpread()) {
            int lanes = value.isWide() ? value.lanes() : to.index().terms().stream()
                    .mapToInt(t -> t.scalar().lanes()).max().orElseThrow();
            return lanes(lanes).store(to, value, add);
        }
        if (to.step() == 0) {
            part.array(to.buffer());
            part.position(to);
            code().dup2().arrayLoad(Variables.kind(value));
            totals.across(Kind.SUM, value);
            values.add(value.element());
            return code().arrayStore(Variables.kind(value));
        }
        WideType type = type(value);
        for (int p = 0; p < type.pieces(); p++) {
            int piece = p;
            if (add) {
                totals.combined(Kind.SUM, type, () -> neighbours(type, to, piece), () -> variables.push(value, piece));
            } else {
                variables.push(value, piece);
            }
            storePiece(to, type, piece);
        }
        return code();
    }

    /// Stores the piece on the stack.
    private void storePiece(Address to, WideType type, int piece) {
        part.array(to.buffer());
        part.position(uniform(to).plus(piece * (long) type.each()));
        new WideOps(code(), type).store();
    }

    private CodeBuilder check(Scalar index, long size, Span span) {
        WideType type = type(index);
        var ops = type.as(ElementType.I64);
        return variables.block(() -> {
            int wrong = code().allocateLocal(TypeKind.REFERENCE);
            for (int p = 0; p < type.pieces(); p++) {
                int piece = p;
                Label fine = code().newLabel();
                variables.push(index, piece);
                new WideOps(code(), ops).compare("LT", () -> new WideOps(code(), ops).broadcast(0));
                variables.push(index, piece);
                new WideOps(code(), ops).compare("GE",
                        () -> new WideOps(code(), ops).broadcast(() -> code().loadConstant(size)));
                new WideOps(code(), ops).mask("or", 1).astore(wrong);
                code().aload(wrong)
                        .invokevirtual(WideType.MASK, "anyTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                        .ifeq(fine);
                part.fail(span, size, () -> {
                    variables.push(index, piece);
                    code().aload(wrong)
                            .invokevirtual(WideType.MASK, "firstTrue", MethodTypeDesc.of(ConstantDescs.CD_int))
                            .invokevirtual(type.vector(), "lane",
                                    MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int));
                });
                code().labelBinding(fine);
            }
        });
    }
}
