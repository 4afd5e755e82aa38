package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import mg.ir.ElementType;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;

/// The parameters of a generated method, and the local variables they arrive in.
///
/// Plain: inputs, outputs, then the workspace arrays in the order of [ElementType];
/// scalars are parameters of the root alone, and a part outside of iterations takes only the inputs and outputs that it
/// or one that it calls needs. Framed, where there would be too many: one `Object[]` of inputs, one of outputs, then
/// the workspace. In iterations of parallel loops then the arrays of their own workspace, and at last the index.
final class Parameters {
    /// So many arrays are passed one by one; more go in two `Object[]`.
    static final int MOST_ARRAYS = 32;

    /// What the JVM allows: a `double` or `long` counts twice.
    static final int MOST_SLOTS = 255;

    private static final ClassDesc FRAME = ConstantDescs.CD_Object.arrayType();
    private static final int IN = -1;
    private static final int OUT = -2;

    /// The array of an own workspace.
    private record Own(ElementType element) {}

    private final List<ClassDesc> types = new ArrayList<>();
    private final Map<Object, Integer> locals = new HashMap<>();
    private int slots;

    private Parameters() {}

    /// Whether a kernel has too many inputs and outputs to pass one by one.
    static boolean framed(Kernel kernel) {
        int arrays = kernel.outputs().size() + ElementType.values().length;
        int size = arrays;
        for (Slot slot : kernel.inputs()) {
            switch (slot) {
                case Buffer _ -> {
                    arrays++;
                    size++;
                }
                case Scalar scalar -> size += Carrier.of(scalar.element()).kind().slotSize();
            }
        }
        return arrays > MOST_ARRAYS || size > MOST_SLOTS;
    }

    /// Of the root.
    static Parameters ofRoot(Kernel kernel, boolean framed, Set<ElementType> workspace) {
        return of(kernel, framed, workspace, true, _ -> true);
    }

    /// Of a part that takes only what it needs.
    static Parameters ofPart(Kernel kernel, boolean framed, Set<ElementType> workspace, Part part) {
        return of(kernel, framed, workspace, false, part::needs);
    }

    /// Of a part that takes all of them.
    static Parameters ofParts(Kernel kernel, boolean framed, Set<ElementType> workspace) {
        return of(kernel, framed, workspace, false, _ -> true);
    }

    /// Of a part that iterations of parallel loops call.
    static Parameters ofParts(Kernel kernel, boolean framed, Set<ElementType> workspace, Set<ElementType> own) {
        Parameters parameters = ofParts(kernel, framed, workspace);
        own.forEach(element -> parameters.array(new Own(element), element));
        return parameters;
    }

    /// Of an iteration of a parallel loop.
    static Parameters ofIteration(
            Kernel kernel, boolean framed, Set<ElementType> workspace, Set<ElementType> own, Scalar index) {
        Parameters parameters = ofParts(kernel, framed, workspace, own);
        parameters.add(index, ConstantDescs.CD_int, TypeKind.INT);
        return parameters;
    }

    private static Parameters of(
            Kernel kernel, boolean framed, Set<ElementType> workspace, boolean scalars, Predicate<Buffer> needed) {
        var parameters = new Parameters();
        if (framed) {
            parameters.add(IN, FRAME, TypeKind.REFERENCE);
            parameters.add(OUT, FRAME, TypeKind.REFERENCE);
        } else {
            for (Slot slot : kernel.inputs()) {
                switch (slot) {
                    case Buffer buffer when needed.test(buffer) -> parameters.array(buffer.id(), buffer.element());
                    case Buffer _ -> {}
                    case Scalar scalar when scalars -> {
                        Carrier carrier = Carrier.of(scalar.element());
                        parameters.add(scalar, carrier.scalar(), carrier.kind());
                    }
                    case Scalar _ -> {}
                }
            }
            for (Buffer buffer : kernel.outputs()) {
                if (needed.test(buffer)) {
                    parameters.array(buffer.id(), buffer.element());
                }
            }
        }
        for (ElementType element : workspace) {
            parameters.array(element, element);
        }
        return parameters;
    }

    private void array(Object key, ElementType element) {
        add(key, Carrier.of(element).array(), TypeKind.REFERENCE);
    }

    private void add(Object key, ClassDesc type, TypeKind kind) {
        locals.put(key, slots);
        types.add(type);
        slots += kind.slotSize();
    }

    MethodTypeDesc type(Optional<Scalar> result) {
        return MethodTypeDesc.of(
                result.map(s -> Carrier.of(s.element()).scalar()).orElse(ConstantDescs.CD_void), types);
    }

    /// The local variable of a scalar argument.
    int local(Scalar scalar) {
        return locals.get(scalar);
    }

    /// Loads the array that holds an input or output which is not framed.
    void load(CodeBuilder code, Buffer buffer) {
        code.aload(locals.get(buffer.id()));
    }

    /// Loads an array from the frame of inputs or of outputs.
    void load(CodeBuilder code, boolean output, int position, ElementType element) {
        code.aload(locals.get(output ? OUT : IN))
                .loadConstant(position)
                .aaload()
                .checkcast(Carrier.of(element).array());
    }

    /// Loads the workspace of an element type.
    void loadWorkspace(CodeBuilder code, ElementType element) {
        code.aload(locals.get(element));
    }

    /// Loads the own workspace of an element type.
    void loadOwn(CodeBuilder code, ElementType element) {
        code.aload(locals.get(new Own(element)));
    }

    /// Loads every parameter of another method, all of which are arrays that this one has.
    void loadAll(CodeBuilder code, Parameters callee) {
        callee.locals(locals).forEach(code::aload);
    }

    /// Pushes an `Object[]` with every parameter of another method, all of which are arrays that this one has.
    void pack(CodeBuilder code, Parameters callee) {
        List<Integer> all = callee.locals(locals);
        code.loadConstant(all.size()).anewarray(ConstantDescs.CD_Object);
        for (int k = 0; k < all.size(); k++) {
            code.dup().loadConstant(k).aload(all.get(k)).aastore();
        }
    }

    /// Where the caller has what these parameters are, in their order.
    private List<Integer> locals(Map<Object, Integer> caller) {
        return locals.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(parameter -> caller.get(parameter.getKey()))
                .toList();
    }

    /// Loads every parameter from the array in a local variable.
    void unpack(CodeBuilder code, int packed) {
        for (int k = 0; k < types.size(); k++) {
            code.aload(packed).loadConstant(k).aaload().checkcast(types.get(k));
        }
    }
}
