package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;
import mg.loops.Value;

/// The code of one part.
///
/// Positions in arrays are computed as `int`: modulo 2³² every sum and product is right, and the position itself is in
/// the array, so it is exact whatever the terms are.
final class PartCode {
    private static final MethodTypeDesc ARRAYCOPY = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int, ConstantDescs.CD_Object,
            ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc POSITION = MethodTypeDesc.of(
            ConstantDescs.CD_String, ConstantDescs.CD_String, ConstantDescs.CD_long, ConstantDescs.CD_String);

    private final Routine routine;
    private final Part part;
    private final Unit unit;
    private final Parameters parameters;
    private final Residence residence;
    private final ValueCode values;
    private final Map<Integer, Integer> locals = new HashMap<>();
    private CodeBuilder code;

    PartCode(Routine routine, Part part, Unit unit, CodeBuilder code) {
        this.routine = routine;
        this.part = part;
        this.unit = unit;
        this.parameters = routine.parameters(part);
        this.residence = routine.residence();
        this.code = code;
        this.values = new ValueCode(this, unit);
    }

    /// Emits the method.
    void emit() {
        if (part.number() == 0 && !routine.framed()) {
            routine.kernel().inputs().forEach(this::takeParameter);
        }
        for (Scalar guest : residence.guests(part)) {
            if (!residence.isRemote(guest, part)) {
                pushPlace(guest);
                code.arrayLoad(kind(guest));
                keep(guest);
            }
        }
        steps(part.steps());
        for (Scalar scalar : residence.changed(part)) {
            if (residence.isShared(scalar) && !residence.isRemote(scalar, part)) {
                storeInPlace(scalar);
            }
        }
        if (part.number() == 0 && routine.result().isPresent()) {
            Scalar result = routine.result().get();
            push(result);
            code.return_(kind(result));
        } else {
            code.return_();
        }
    }

    private void takeParameter(Slot slot) {
        if (slot instanceof Scalar scalar) {
            locals.put(scalar.id(), parameters.local(scalar));
            if (residence.isShared(scalar)) {
                storeInPlace(scalar);
            }
        }
    }

    private void steps(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Step.Plain(Statement statement, _) -> statement(statement, List.of());
                case Step.Nest(Statement statement, List<List<Step>> bodies, _) -> statement(statement, bodies);
                case Step.Argument(Scalar scalar, int position, _) -> define(scalar, () -> {
                    parameters.load(code, false, position, scalar.element());
                    code.iconst_0().arrayLoad(kind(scalar));
                });
                case Step.Call(Part callee, _) ->
                    unit.call(code, routine, callee, () -> parameters.loadAll(code, routine.partParameters()));
            }
        }
    }

    /// Steps whose local variables end with them.
    private void body(List<Step> steps) {
        CodeBuilder outer = code;
        outer.block(inner -> {
            code = inner;
            steps(steps);
        });
        code = outer;
    }

    private CodeBuilder statement(Statement statement, List<List<Step>> bodies) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> define(target, () -> values.push(value, target));
            case Statement.Assign(Scalar target, Scalar value) -> change(target, () -> push(value));
            case Statement.Accumulate accumulate ->
                change(accumulate.target(), () -> values.combine(accumulate));
            case Statement.Store(Address to, Scalar value, boolean add) -> {
                array(to.buffer());
                position(to);
                if (add) {
                    code.dup2().arrayLoad(kind(value));
                    push(value);
                    values.add(value.element());
                } else {
                    push(value);
                }
                yield code.arrayStore(kind(value));
            }
            case Statement.Fill fill -> fill(fill);
            case Statement.Copy(Address to, Address from, long count, boolean add) when !add -> {
                array(from.buffer());
                position(from);
                array(to.buffer());
                position(to);
                yield code.loadConstant(Math.toIntExact(count))
                        .invokestatic(ClassDesc.of("java.lang.System"), "arraycopy", ARRAYCOPY);
            }
            case Statement.Copy copy -> addAll(copy);
            case Statement.Loop loop when loop.count() <= Integer.MAX_VALUE -> narrowLoop(loop, bodies.getFirst());
            case Statement.Loop loop -> wideLoop(loop, bodies.getFirst());
            case Statement.If(Scalar condition, _, _) -> {
                Label otherwise = code.newLabel();
                Label end = code.newLabel();
                push(condition);
                code.ifeq(otherwise);
                body(bodies.get(0));
                code.goto_(end).labelBinding(otherwise);
                body(bodies.get(1));
                yield code.labelBinding(end);
            }
            case Statement.While(_, Scalar condition, _) -> {
                Label end = code.newLabel();
                Label test = code.newBoundLabel();
                CodeBuilder outer = code;
                outer.block(inner -> {
                    code = inner;
                    steps(bodies.get(0));
                    push(condition);
                    code.ifeq(end);
                });
                code = outer;
                body(bodies.get(1));
                yield code.goto_(test).labelBinding(end);
            }
            case Statement.Check(Scalar index, long size, Span span) -> check(index, size, span);
            case Statement.NonZero(Scalar divisor, Span span) -> {
                Label fine = code.newLabel();
                push(divisor);
                code.lconst_0().lcmp().ifne(fine);
                unit.newFault(code, Unit.Fault.DIVISION).loadConstant(Trap.divisionMessage(span));
                unit.throwFault(code, Unit.Fault.DIVISION);
                yield code.labelBinding(fine);
            }
        };
    }

    private CodeBuilder fill(Statement.Fill fill) {
        ClassDesc element = Carrier.of(fill.value().element()).scalar();
        array(fill.to().buffer());
        position(fill.to());
        code.dup().loadConstant(Math.toIntExact(fill.count())).iadd();
        push(fill.value());
        return code.invokestatic(ClassDesc.of("java.util.Arrays"), "fill", MethodTypeDesc.of(
                ConstantDescs.CD_void, element.arrayType(), ConstantDescs.CD_int, ConstantDescs.CD_int, element));
    }

    /// `for k in 0..count: to[k] += from[k]`.
    private CodeBuilder addAll(Statement.Copy copy) {
        TypeKind kind = Carrier.of(copy.to().buffer().element()).kind();
        CodeBuilder outer = code;
        outer.block(inner -> {
            code = inner;
            int to = code.allocateLocal(TypeKind.INT);
            int from = code.allocateLocal(TypeKind.INT);
            int k = code.allocateLocal(TypeKind.INT);
            position(copy.to());
            code.istore(to);
            position(copy.from());
            code.istore(from).iconst_0().istore(k);
            Label end = code.newLabel();
            Label test = code.newBoundLabel();
            code.iload(k).loadConstant(Math.toIntExact(copy.count())).if_icmpge(end);
            array(copy.to().buffer());
            code.iload(to).iload(k).iadd().dup2().arrayLoad(kind);
            array(copy.from().buffer());
            code.iload(from).iload(k).iadd().arrayLoad(kind);
            values.add(copy.to().buffer().element());
            code.arrayStore(kind).iinc(k, 1).goto_(test).labelBinding(end);
        });
        code = outer;
        return code;
    }

    private CodeBuilder narrowLoop(Statement.Loop loop, List<Step> body) {
        CodeBuilder outer = code;
        outer.block(inner -> {
            code = inner;
            int index = code.allocateLocal(TypeKind.INT);
            locals.put(loop.index().id(), index);
            Optional<Integer> limit = loop.bound().map(bound -> {
                int local = code.allocateLocal(TypeKind.INT);
                pushTrips(bound);
                code.l2i().istore(local);
                return local;
            });
            Runnable pushLimit = () -> limit.ifPresentOrElse(code::iload, () -> code.loadConstant((int) loop.count()));
            if (loop.down()) {
                pushLimit.run();
                code.iconst_1().isub().istore(index);
            } else {
                code.iconst_0().istore(index);
            }
            Label end = code.newLabel();
            Label test = code.newBoundLabel();
            code.iload(index);
            if (loop.down()) {
                code.iflt(end);
            } else {
                pushLimit.run();
                code.if_icmpge(end);
            }
            share(loop.index());
            body(body);
            code.iinc(index, loop.down() ? -1 : 1).goto_(test).labelBinding(end);
        });
        code = outer;
        return code;
    }

    private CodeBuilder wideLoop(Statement.Loop loop, List<Step> body) {
        CodeBuilder outer = code;
        outer.block(inner -> {
            code = inner;
            int index = code.allocateLocal(TypeKind.LONG);
            int limit = code.allocateLocal(TypeKind.LONG);
            locals.put(loop.index().id(), index);
            loop.bound().ifPresentOrElse(this::pushTrips, () -> code.loadConstant(loop.count()));
            code.lstore(limit);
            if (loop.down()) {
                code.lload(limit).lconst_1().lsub().lstore(index);
            } else {
                code.lconst_0().lstore(index);
            }
            Label end = code.newLabel();
            Label test = code.newBoundLabel();
            code.lload(index);
            if (loop.down()) {
                code.lconst_0().lcmp().iflt(end);
            } else {
                code.lload(limit).lcmp().ifge(end);
            }
            share(loop.index());
            body(body);
            code.lload(index).lconst_1();
            (loop.down() ? code.lsub() : code.ladd()).lstore(index).goto_(test).labelBinding(end);
        });
        code = outer;
        return code;
    }

    /// The bound, or 0 if that is negative.
    private void pushTrips(Scalar bound) {
        push(bound);
        code.lconst_0().invokestatic(ClassDesc.of("java.lang.Math"), "max",
                MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long));
    }

    private CodeBuilder check(Scalar index, long size, Span span) {
        Label wrong = code.newLabel();
        Label fine = code.newLabel();
        push(index);
        code.lconst_0().lcmp().iflt(wrong);
        push(index);
        code.loadConstant(size).lcmp().iflt(fine).labelBinding(wrong);
        unit.newFault(code, Unit.Fault.INDEX).loadConstant(Trap.indexMessageStart(span));
        push(index);
        code.loadConstant(Trap.indexMessageEnd(size));
        unit.callCopy(code, CopiedMethods.Source.support("position", POSITION));
        return unit.throwFault(code, Unit.Fault.INDEX).labelBinding(fine);
    }

    // Scalars

    /// The builder of the innermost block that is open.
    CodeBuilder code() {
        return code;
    }

    /// Pushes a scalar.
    void push(Scalar scalar) {
        if (residence.isRemote(scalar, part)) {
            pushPlace(scalar);
            code.arrayLoad(kind(scalar));
        } else if (residence.isNarrow(scalar)) {
            code.iload(locals.get(scalar.id())).i2l();
        } else {
            code.loadLocal(kind(scalar), locals.get(scalar.id()));
        }
    }

    private void pushAsInt(Scalar scalar) {
        if (!residence.isRemote(scalar, part) && residence.isNarrow(scalar)) {
            code.iload(locals.get(scalar.id()));
        } else {
            push(scalar);
            code.l2i();
        }
    }

    private CodeBuilder define(Scalar scalar, Runnable value) {
        if (residence.isRemote(scalar, part)) {
            return change(scalar, value);
        }
        value.run();
        keep(scalar);
        if (!residence.isMutable(scalar)) {
            share(scalar);
        }
        return code;
    }

    private CodeBuilder change(Scalar scalar, Runnable value) {
        if (residence.isRemote(scalar, part)) {
            pushPlace(scalar);
            value.run();
            return code.arrayStore(kind(scalar));
        }
        value.run();
        return code.storeLocal(kind(scalar), locals.get(scalar.id()));
    }

    /// Puts the value on the stack into a new local variable.
    private void keep(Scalar scalar) {
        TypeKind kind = residence.isNarrow(scalar) ? TypeKind.INT : kind(scalar);
        int local = code.allocateLocal(kind);
        locals.put(scalar.id(), local);
        code.conversion(kind(scalar), kind).storeLocal(kind, local);
    }

    private void share(Scalar scalar) {
        if (residence.isShared(scalar)) {
            storeInPlace(scalar);
        }
    }

    /// Copies a scalar from its local variable to the workspace.
    private void storeInPlace(Scalar scalar) {
        pushPlace(scalar);
        boolean narrow = residence.isNarrow(scalar);
        TypeKind kind = narrow ? TypeKind.INT : kind(scalar);
        code.loadLocal(kind, locals.get(scalar.id())).conversion(kind, kind(scalar)).arrayStore(kind(scalar));
    }

    private void pushPlace(Scalar scalar) {
        parameters.loadWorkspace(code, scalar.element());
        code.loadConstant(residence.place(scalar));
    }

    private static TypeKind kind(Scalar scalar) {
        return Carrier.of(scalar.element()).kind();
    }

    // Buffers

    /// Pushes the array a buffer lies in.
    void array(Buffer buffer) {
        switch (buffer.place()) {
            case Buffer.Place.Input _ -> loadArray(buffer, false);
            case Buffer.Place.Output _ -> loadArray(buffer, true);
            case Buffer.Place.Arena _ -> parameters.loadWorkspace(code, buffer.element());
            case Buffer.Place.Constant(Tensor value) -> unit.constant(code, value);
        }
    }

    private void loadArray(Buffer buffer, boolean output) {
        if (routine.framed()) {
            parameters.load(code, output, routine.positions().get(buffer.id()), buffer.element());
        } else {
            parameters.load(code, buffer);
        }
    }

    /// Pushes the position of an address in its array. Outer indices come first, so that an inner loop adds its own to
    /// something that stays.
    void position(Address address) {
        long start = address.buffer().place() instanceof Buffer.Place.Arena(long offset) ? offset : 0;
        Index index = address.index();
        int constant = (int) (start + index.constant());
        boolean empty = true;
        if (constant != 0 || index.terms().isEmpty()) {
            code.loadConstant(constant);
            empty = false;
        }
        List<Index.Term> terms = index.terms().size() < 2
                ? index.terms()
                : index.terms().stream().sorted(Comparator.comparingInt(this::order)).toList();
        for (Index.Term term : terms) {
            pushAsInt(term.scalar());
            if (term.stride() != 1) {
                code.loadConstant((int) term.stride()).imul();
            }
            if (!empty) {
                code.iadd();
            }
            empty = false;
        }
    }

    private int order(Index.Term term) {
        return residence.isRemote(term.scalar(), part) ? -1 : locals.get(term.scalar().id());
    }
}
