package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import mg.ir.Tensor;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Value;

/// The scalars of one method, each in a local variable, in its place in the workspace, or in both.
final class Variables {
    private final Routine routine;
    private final Part part;
    private final Parameters parameters;
    private final Residence residence;
    private final Map<Integer, Integer> locals = new HashMap<>();
    private CodeBuilder code;
    private Optional<Label> otherClass = Optional.empty();

    Variables(Routine routine, Part part, CodeBuilder code) {
        this.routine = routine;
        this.part = part;
        this.parameters = routine.parameters(part);
        this.residence = routine.residence();
        this.code = code;
    }

    /// The builder of the innermost block that is open.
    CodeBuilder code() {
        return code;
    }

    /// Emits a block: its local variables end with it.
    CodeBuilder block(Runnable body) {
        CodeBuilder outer = code;
        outer.block(inner -> {
            code = inner;
            body.run();
        });
        code = outer;
        return code;
    }

    /// What a method begins with: takes its parameters, and what other methods have defined.
    void enter() {
        if (part.number() == 0 && !routine.framed()) {
            routine.kernel().inputs().forEach(this::takeParameter);
        }
        part.index().ifPresent(this::takeParameter);
        for (Scalar guest : residence.guests(part)) {
            if (residence.isRemote(guest, part)) {
                continue;
            }
            if (guest.isWide()) {
                keep(guest, piece -> loadPiece(guest, piece));
                compareClass(guest);
            } else {
                pushPlace(guest);
                code.arrayLoad(kind(guest));
                keep(guest);
            }
        }
    }

    private void takeParameter(Slot slot) {
        if (slot instanceof Scalar scalar) {
            locals.put(scalar.id(), parameters.local(scalar));
            share(scalar);
        }
    }

    /// What a method ends with: leaves what it has changed to other methods.
    void leave() {
        for (Scalar scalar : residence.changed(part)) {
            if (!residence.isRemote(scalar, part)) {
                share(scalar);
            }
        }
    }

    /// What comes behind the method.
    void end() {
        otherClass.ifPresent(label -> code.labelBinding(label).aconst_null().athrow());
    }

    /// Says of which class the vectors are in the local variables of a wide scalar, if it has any ([VectorClass]).
    CodeBuilder compareClass(Scalar scalar) {
        if (!VectorClass.isCompared(scalar.element()) || !isLocal(scalar)) {
            return code;
        }
        Label other = otherClass.orElseGet(code::newLabel);
        otherClass = Optional.of(other);
        for (int p = 0; p < type(scalar).pieces(); p++) {
            VectorClass.compare(push(scalar, p), type(scalar), other);
        }
        return code;
    }

    /// Defines the index of a loop, in a new local variable.
    int index(Scalar scalar) {
        int local = code.allocateLocal(residence.isNarrow(scalar) ? TypeKind.INT : TypeKind.LONG);
        locals.put(scalar.id(), local);
        return local;
    }

    /// Whether a local variable has a scalar, in the code that follows.
    boolean isLocal(Scalar scalar) {
        return !residence.isRemote(scalar, part) && locals.containsKey(scalar.id());
    }

    /// How far inside a scalar is defined: the smaller, the further out.
    int depth(Scalar scalar) {
        return residence.isRemote(scalar, part) ? -1 : locals.getOrDefault(scalar.id(), -1);
    }

    /// Pushes a scalar.
    void push(Scalar scalar) {
        Optional<Tensor> constant = residence.constant(scalar);
        if (constant.isPresent()) {
            ValueCode.push(code, constant.get());
        } else if (residence.isRemote(scalar, part)) {
            pushPlace(scalar);
            code.arrayLoad(kind(scalar));
        } else if (residence.isNarrow(scalar)) {
            code.iload(locals.get(scalar.id())).i2l();
        } else {
            code.loadLocal(kind(scalar), locals.get(scalar.id()));
        }
    }

    /// Pushes a piece of a wide scalar.
    CodeBuilder push(Scalar scalar, int piece) {
        return residence.isRemote(scalar, part)
                ? loadPiece(scalar, piece)
                : code.aload(locals.get(scalar.id()) + piece);
    }

    /// Pushes an integer modulo 2³².
    void pushAsInt(Scalar scalar) {
        Optional<Tensor> constant = residence.constant(scalar);
        if (constant.isPresent()) {
            code.loadConstant((int) constant.get().longs()[0]);
        } else if (!residence.isRemote(scalar, part) && residence.isNarrow(scalar)) {
            code.iload(locals.get(scalar.id()));
        } else {
            push(scalar);
            code.l2i();
        }
    }

    /// Gives a new scalar the value that `value` pushes.
    CodeBuilder define(Scalar scalar, Runnable value) {
        if (residence.constant(scalar).isPresent()) {
            return code;
        }
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

    /// Gives a new scalar its value.
    CodeBuilder define(Scalar scalar, Value value, ValueCode values) {
        if (residence.constant(scalar).isPresent()) {
            return code;
        }
        boolean remote = residence.isRemote(scalar, part);
        if (remote) {
            pushPlace(scalar);
        }
        values.push(value, scalar);
        if (remote) {
            return code.arrayStore(kind(scalar));
        }
        keep(scalar);
        if (!residence.isMutable(scalar)) {
            share(scalar);
        }
        return code;
    }

    /// Gives a new wide scalar the pieces that `pieces` pushes.
    CodeBuilder define(Scalar scalar, IntConsumer pieces) {
        if (residence.isRemote(scalar, part)) {
            return change(scalar, pieces);
        }
        keep(scalar, pieces);
        if (!residence.isMutable(scalar)) {
            share(scalar);
        }
        return code;
    }

    /// Gives a wide scalar the pieces that `pieces` pushes. Each may read the same piece of what was there before.
    CodeBuilder change(Scalar scalar, IntConsumer pieces) {
        boolean remote = residence.isRemote(scalar, part);
        for (int p = 0; p < type(scalar).pieces(); p++) {
            pieces.accept(p);
            if (remote) {
                storePiece(scalar, p);
            } else {
                code.astore(locals.get(scalar.id()) + p);
            }
        }
        return code;
    }

    /// Gives a scalar the value that `value` pushes.
    CodeBuilder change(Scalar scalar, Runnable value) {
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

    /// Puts the pieces that `pieces` pushes into new local variables, one after the other.
    private void keep(Scalar scalar, IntConsumer pieces) {
        int count = type(scalar).pieces();
        int first = code.allocateLocal(TypeKind.REFERENCE);
        for (int p = 1; p < count; p++) {
            code.allocateLocal(TypeKind.REFERENCE);
        }
        for (int p = 0; p < count; p++) {
            pieces.accept(p);
            code.astore(first + p);
        }
        locals.put(scalar.id(), first);
    }

    /// Lets the methods that are called see a scalar that has its value in a local variable.
    void share(Scalar scalar) {
        if (residence.isShared(scalar)) {
            storeInPlace(scalar);
        }
    }

    /// Copies a scalar from its local variable to the workspace.
    private void storeInPlace(Scalar scalar) {
        if (scalar.isWide()) {
            for (int p = 0; p < type(scalar).pieces(); p++) {
                code.aload(locals.get(scalar.id()) + p);
                storePiece(scalar, p);
            }
            return;
        }
        pushPlace(scalar);
        boolean narrow = residence.isNarrow(scalar);
        TypeKind kind = narrow ? TypeKind.INT : kind(scalar);
        code.loadLocal(kind, locals.get(scalar.id())).conversion(kind, kind(scalar)).arrayStore(kind(scalar));
    }

    private void pushPlace(Scalar scalar) {
        pushPlace(scalar, 0);
    }

    private void pushPlace(Scalar scalar, int ahead) {
        if (residence.isOwn(scalar)) {
            parameters.loadOwn(code, scalar.element());
        } else {
            parameters.loadWorkspace(code, scalar.element());
        }
        code.loadConstant(residence.place(scalar) + ahead);
    }

    private CodeBuilder loadPiece(Scalar scalar, int piece) {
        WideType type = type(scalar);
        return new WideOps(code, type).load(() -> pushPlace(scalar, piece * type.each()));
    }

    private void storePiece(Scalar scalar, int piece) {
        WideType type = type(scalar);
        pushPlace(scalar, piece * type.each());
        new WideOps(code, type).store();
    }

    private WideType type(Scalar scalar) {
        return WideType.of(scalar, routine.vectorBits());
    }

    /// How a local variable or the stack holds a scalar.
    static TypeKind kind(Scalar scalar) {
        return Carrier.of(scalar.element()).kind();
    }
}
