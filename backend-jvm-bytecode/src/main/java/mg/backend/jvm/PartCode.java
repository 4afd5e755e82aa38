package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementType;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.loops.StoredRows;

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

    /// From so many steps on a method has more local variables than a branch should name.
    private static final int MANY = 100;

    private final Routine routine;
    private final Part part;
    private final Unit unit;
    private final Parameters parameters;
    private final Variables variables;
    private final ValueCode values;
    private final WideCode wide;
    /// How many loops the code in the making is in.
    private int loops;

    PartCode(Routine routine, Part part, Unit unit, CodeBuilder code) {
        this.routine = routine;
        this.part = part;
        this.unit = unit;
        this.parameters = routine.parameters(part);
        this.variables = new Variables(routine, part, code);
        this.values = new ValueCode(this, variables, unit);
        this.wide = new WideCode(this, variables, values, unit, routine);
    }

    /// Emits the method.
    void emit() {
        variables.enter();
        steps(part.steps());
        variables.leave();
        if (part.number() == 0 && routine.result().isPresent()) {
            Scalar result = routine.result().get();
            variables.push(result);
            code().return_(Variables.kind(result));
        } else {
            code().return_();
        }
        variables.end();
    }

    /// Whether code may choose by branches: not straight-line code in a method of hundreds of statements.
    boolean branches() {
        return loops > 0 || part.steps().size() < MANY;
    }

    private void steps(List<Step> steps) {
        Products products = wide.products(steps);
        for (int k = 0; k < steps.size(); k++) {
            Optional<StoredRows> rows = wide.rows(steps, k);
            if (rows.isPresent()) {
                wide.emit(rows.get());
                k += rows.get().columns().size() - 1;
                continue;
            }
            Optional<Gathers> gathers = wide.gathers(steps, k);
            if (gathers.isPresent()) {
                wide.emit(gathers.get());
                k += gathers.get().loads().size() - 1;
                continue;
            }
            switch (steps.get(k)) {
                case Step.Plain(Statement.Define(Scalar target, _), _) when products.products().contains(target) -> {}
                case Step.Plain(Statement statement, _) when routine.lifetimes().anyWide()
                        && WideCode.handles(statement) ->
                    wide.emit(statement, Optional.ofNullable(products.factors().get(statement)));
                case Step.Plain(Statement statement, _) -> statement(statement, List.of());
                case Step.Nest(Statement statement, List<List<Step>> bodies, _) -> statement(statement, bodies);
                case Step.Argument(Scalar scalar, int position, _) -> variables.define(scalar, () -> {
                    parameters.load(code(), false, position, scalar.element());
                    code().iconst_0().arrayLoad(Variables.kind(scalar));
                });
                case Step.Call(Part callee, _) ->
                    unit.call(code(), routine, callee, () -> parameters.loadAll(code(), routine.parameters(callee)));
                case Step.Parallel(Statement.Loop loop, Part iteration, _) -> IterationCode.start(
                        code(), unit, new PartClass.Method(routine, iteration), loop.count(),
                        () -> parameters.pack(code(), routine.partParameters()));
            }
        }
    }

    private void repeated(List<Step> steps) {
        loops++;
        steps(steps);
        loops--;
    }

    private CodeBuilder statement(Statement statement, List<List<Step>> bodies) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> variables.define(target, value, values);
            case Statement.Assign(Scalar target, Scalar value) -> variables.change(target, () -> variables.push(value));
            case Statement.Accumulate accumulate ->
                variables.change(accumulate.target(), () -> values.combine(accumulate));
            case Statement.Store(Address to, Scalar value, boolean add) -> {
                array(to.buffer());
                position(to);
                if (add) {
                    code().dup2().arrayLoad(Variables.kind(value));
                    variables.push(value);
                    values.add(value.element());
                } else {
                    variables.push(value);
                }
                yield code().arrayStore(Variables.kind(value));
            }
            case Statement.Fill fill -> fill(fill);
            case Statement.Copy(Address to, Address from, long count, boolean add) when !add -> {
                array(from.buffer());
                position(from);
                array(to.buffer());
                position(to);
                yield code().loadConstant(Math.toIntExact(count))
                        .invokestatic(ClassDesc.of("java.lang.System"), "arraycopy", ARRAYCOPY);
            }
            case Statement.Copy copy -> addAll(copy);
            case Statement.Loop loop -> {
                List<Scalar> carried = Carried.by(bodies, variables::isLocal);
                yield new LoopCode(variables).emit(loop, () -> {
                    carried.forEach(variables::compareClass);
                    repeated(bodies.getFirst());
                });
            }
            case Statement.If(Scalar condition, _, _) -> {
                Label otherwise = code().newLabel();
                Label end = code().newLabel();
                variables.push(condition);
                code().ifeq(otherwise);
                variables.block(() -> steps(bodies.get(0)));
                code().goto_(end).labelBinding(otherwise);
                variables.block(() -> steps(bodies.get(1)));
                yield code().labelBinding(end);
            }
            case Statement.While(_, Scalar condition, _) -> {
                List<Scalar> carried = Carried.by(bodies, variables::isLocal);
                Label end = code().newLabel();
                Label test = code().newBoundLabel();
                carried.forEach(variables::compareClass);
                variables.block(() -> {
                    repeated(bodies.get(0));
                    variables.push(condition);
                    code().ifeq(end);
                });
                variables.block(() -> repeated(bodies.get(1)));
                yield code().goto_(test).labelBinding(end);
            }
            case Statement.Check(Scalar index, long size, Span span) -> check(index, size, span);
            case Statement.NonZero(Scalar divisor, Span span) -> {
                Label fine = code().newLabel();
                variables.push(divisor);
                code().lconst_0().lcmp().ifne(fine);
                unit.newFault(code(), Unit.Fault.DIVISION).loadConstant(Trap.divisionMessage(span));
                unit.throwFault(code(), Unit.Fault.DIVISION);
                yield code().labelBinding(fine);
            }
        };
    }

    private CodeBuilder fill(Statement.Fill fill) {
        ClassDesc element = Carrier.of(fill.value().element()).scalar();
        array(fill.to().buffer());
        position(fill.to());
        code().dup().loadConstant(Math.toIntExact(fill.count())).iadd();
        variables.push(fill.value());
        return code().invokestatic(ClassDesc.of("java.util.Arrays"), "fill", MethodTypeDesc.of(
                ConstantDescs.CD_void, element.arrayType(), ConstantDescs.CD_int, ConstantDescs.CD_int, element));
    }

    /// `for k in 0..count: to[k] += from[k]`.
    private CodeBuilder addAll(Statement.Copy copy) {
        TypeKind kind = Carrier.of(copy.to().buffer().element()).kind();
        return variables.block(() -> {
            CodeBuilder code = code();
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
    }

    private CodeBuilder check(Scalar index, long size, Span span) {
        Label wrong = code().newLabel();
        Label fine = code().newLabel();
        variables.push(index);
        code().lconst_0().lcmp().iflt(wrong);
        variables.push(index);
        code().loadConstant(size).lcmp().iflt(fine).labelBinding(wrong);
        return fail(span, size, () -> variables.push(index)).labelBinding(fine);
    }

    /// Throws the fault of an index out of range, which `index` pushes.
    CodeBuilder fail(Span span, long size, Runnable index) {
        unit.newFault(code(), Unit.Fault.INDEX).loadConstant(Trap.indexMessageStart(span));
        index.run();
        code().loadConstant(Trap.indexMessageEnd(size));
        unit.callCopy(code(), CopiedMethods.Source.support("position", POSITION));
        return unit.throwFault(code(), Unit.Fault.INDEX);
    }

    private CodeBuilder code() {
        return variables.code();
    }

    /// Pushes the array a buffer lies in.
    void array(Buffer buffer) {
        switch (buffer.place()) {
            case Buffer.Place.Input _ -> loadArray(buffer, false);
            case Buffer.Place.Output _ -> loadArray(buffer, true);
            case Buffer.Place.Arena _ -> workspace(buffer.element());
            case Buffer.Place.Constant(Tensor value) -> unit.constant(code(), value);
        }
    }

    /// Pushes the workspace of an element type.
    private void workspace(ElementType element) {
        parameters.loadWorkspace(code(), element);
    }

    /// Pushes the workspace where wide scalars of an element type are taken apart.
    void scratch(ElementType element) {
        if (part.isAside()) {
            parameters.loadOwn(code(), element);
        } else {
            workspace(element);
        }
    }

    /// The position there from where on that is done.
    int scratchStart(ElementType element) {
        return routine.residence().scratch(element, part);
    }

    private void loadArray(Buffer buffer, boolean output) {
        if (routine.framed()) {
            parameters.load(code(), output, routine.positions().get(buffer.id()), buffer.element());
        } else {
            parameters.load(code(), buffer);
        }
    }

    /// Pushes the position of an address in its array. Outer indices come first, so that an inner loop adds its own to
    /// something that stays.
    void position(Address address) {
        long start = address.buffer().place() instanceof Buffer.Place.Arena(long offset)
                ? routine.residence().lead(address.buffer().element()) + offset
                : 0;
        Index index = address.index();
        int constant = (int) (start + index.constant());
        boolean empty = true;
        if (constant != 0 || index.terms().isEmpty()) {
            code().loadConstant(constant);
            empty = false;
        }
        List<Index.Term> terms = index.terms().size() < 2
                ? index.terms()
                : index.terms().stream()
                        .sorted(Comparator.comparingInt(term -> variables.depth(term.scalar())))
                        .toList();
        for (Index.Term term : terms) {
            variables.pushAsInt(term.scalar());
            if (term.stride() != 1) {
                code().loadConstant((int) term.stride()).imul();
            }
            if (!empty) {
                code().iadd();
            }
            empty = false;
        }
    }
}
