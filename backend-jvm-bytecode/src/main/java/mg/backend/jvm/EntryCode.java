package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Type;

/// The code of methods that lead from outside to the root of a kernel.
///
/// Typed: each argument by value or as an array, then an array for each result, unless the only result is a scalar,
/// which is returned. Untyped: `Object[] in, Object[] out` as [mg.ir.Executable#run] has them.
record EntryCode(Routine routine, Unit unit) {
    static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();

    /// The types of the typed parameters.
    List<ClassDesc> parameters() {
        var types = new ArrayList<ClassDesc>();
        for (Type type : function().argumentTypes()) {
            Carrier carrier = Carrier.of(type.element());
            types.add(type.isScalar() ? carrier.scalar() : carrier.array());
        }
        if (routine.result().isEmpty()) {
            function().resultTypes().forEach(type -> types.add(Carrier.of(type.element()).array()));
        }
        return types;
    }

    /// The type that a typed entry returns.
    ClassDesc returned() {
        return routine.result().map(s -> Carrier.of(s.element()).scalar()).orElse(ConstantDescs.CD_void);
    }

    /// How many parameters a typed entry has, as the JVM counts them.
    int slots() {
        return parameters().stream().mapToInt(type -> TypeKind.from(type).slotSize()).sum();
    }

    /// Calls the root with the typed parameters of this method; the result, if any, is left on the stack.
    void callTyped(CodeBuilder code, int workspace) {
        Function function = function();
        unit.call(code, routine, routine.root(), () -> {
            int outputs = 0;
            for (Type type : function.argumentTypes()) {
                outputs += kind(type, true).slotSize();
            }
            if (routine.framed()) {
                pack(code, function.argumentTypes(), 0, true);
                pack(code, routine.result().isPresent() ? List.of() : function.resultTypes(), outputs, false);
            } else {
                int local = 0;
                for (ClassDesc type : parameters()) {
                    TypeKind kind = TypeKind.from(type);
                    code.loadLocal(kind, local);
                    local += kind.slotSize();
                }
            }
            loadWorkspace(code, workspace);
        });
    }

    /// Pushes an `Object[]` with values from local variables; scalars get arrays of one element.
    static void pack(CodeBuilder code, List<Type> types, int first, boolean scalars) {
        code.loadConstant(types.size()).anewarray(ConstantDescs.CD_Object);
        int local = first;
        for (int k = 0; k < types.size(); k++) {
            code.dup().loadConstant(k);
            TypeKind kind = kind(types.get(k), scalars);
            if (kind == TypeKind.REFERENCE) {
                code.aload(local);
            } else {
                code.iconst_1().newarray(kind).dup().iconst_0().loadLocal(kind, local).arrayStore(kind);
            }
            code.aastore();
            local += kind.slotSize();
        }
    }

    private static TypeKind kind(Type type, boolean scalars) {
        return scalars && type.isScalar() ? Carrier.of(type.element()).kind() : TypeKind.REFERENCE;
    }

    /// Calls the root with the arrays in two local variables; the result, if any, goes into its array.
    void callUntyped(CodeBuilder code, int in, int out, int workspace) {
        routine.result().ifPresent(result ->
                code.aload(out).iconst_0().aaload().checkcast(Carrier.of(result.element()).array()).iconst_0());
        unit.call(code, routine, routine.root(), () -> {
            if (routine.framed()) {
                code.aload(in).aload(out);
            } else {
                unpack(code, in, out);
            }
            loadWorkspace(code, workspace);
        });
        routine.result().ifPresent(result -> code.arrayStore(Carrier.of(result.element()).kind()));
    }

    private void unpack(CodeBuilder code, int in, int out) {
        List<Type> arguments = function().argumentTypes();
        for (int k = 0; k < arguments.size(); k++) {
            Carrier carrier = Carrier.of(arguments.get(k).element());
            code.aload(in).loadConstant(k).aaload().checkcast(carrier.array());
            if (arguments.get(k).isScalar()) {
                code.iconst_0().arrayLoad(carrier.kind());
            }
        }
        List<Type> results = routine.result().isPresent() ? List.of() : function().resultTypes();
        for (int k = 0; k < results.size(); k++) {
            code.aload(out).loadConstant(k).aaload().checkcast(Carrier.of(results.get(k).element()).array());
        }
    }

    private void loadWorkspace(CodeBuilder code, int workspace) {
        for (ElementType element : routine.residence().workspace().keySet()) {
            code.aload(workspace).loadConstant(element.ordinal()).aaload().checkcast(Carrier.of(element).array());
        }
    }

    /// Pushes a new workspace: an `Object[]` with an array for each element type needed, at its ordinal.
    void newWorkspace(CodeBuilder code) {
        code.loadConstant(ElementType.values().length).anewarray(ConstantDescs.CD_Object);
        routine.residence().workspace().forEach((element, size) -> code.dup()
                .loadConstant(element.ordinal())
                .loadConstant(Math.toIntExact(size))
                .newarray(Carrier.of(element).kind())
                .aastore());
    }

    /// The descriptor of a typed entry.
    MethodTypeDesc typed() {
        return MethodTypeDesc.of(returned(), parameters());
    }

    private Function function() {
        return routine.kernel().function();
    }
}
