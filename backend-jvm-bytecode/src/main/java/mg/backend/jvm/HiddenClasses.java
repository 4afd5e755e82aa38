package mg.backend.jvm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.loops.Kernel;

/// Makes a kernel run here, in hidden classes: one, or several when one cannot hold its constants. Each is defined with
/// the methods it needs of those before it; the last has the root.
final class HiddenClasses {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final ClassDesc WORKSPACES = ClassDesc.of(Workspaces.class.getName());
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(ConstantDescs.CD_void, EntryCode.OBJECTS, EntryCode.OBJECTS);

    private final Routine routine;
    private final int vectorBits;
    private final boolean reproducible;
    private final Optional<Workspaces> workspaces;
    private final Map<String, MethodHandle> methods = new HashMap<>();

    private HiddenClasses(Routine routine, int vectorBits, boolean reproducible) {
        this.routine = routine;
        this.vectorBits = vectorBits;
        this.reproducible = reproducible;
        this.workspaces = routine.hasWorkspace()
                ? Optional.of(new Workspaces(routine.residence().workspace(), routine.lifetimes().anyWide()))
                : Optional.empty();
    }

    /// The kernel as something that runs, in methods of at most `longest` bytes.
    ///
    /// @param vectorBits   the bits of a vector, or 0 for none
    /// @param reproducible whether library functions are the same on every platform, which take no wide scalars then,
    ///                     and products are rounded
    static JvmExecutable define(Kernel kernel, int longest, int vectorBits, boolean reproducible) {
        Routine routine = Routine.of(kernel, Names.identifier(kernel.name()), longest, vectorBits, reproducible);
        try {
            return new HiddenClasses(routine, vectorBits, reproducible).define(kernel);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private JvmExecutable define(Kernel kernel) throws ReflectiveOperationException {
        List<PartClass.Method> all = PartClass.methods(routine);
        Iterator<PartClass.Method> parts = all.iterator();
        ClassDesc name = ClassDesc.of(HiddenClasses.class.getPackageName(), "Kernel$" + routine.name());
        while (true) {
            var unit = new HiddenUnit(name, vectorBits, reproducible, methods);
            PartClass.Written written = PartClass.write(unit, parts, target -> {
                if (!parts.hasNext()) {
                    addEntries(target, unit);
                }
            });
            MethodHandles.Lookup inside =
                    HERE.defineHiddenClassWithClassData(written.bytes(), unit.data(), true);
            if (!parts.hasNext()) {
                return executable(kernel, inside, unit);
            }
            for (PartClass.Method method : written.methods()) {
                methods.put(method.name(), find(inside, method.name(), routine.type(method.part())));
            }
        }
    }

    private JvmExecutable executable(Kernel kernel, MethodHandles.Lookup inside, HiddenUnit unit)
            throws ReflectiveOperationException {
        var entry = new EntryCode(routine, unit);
        Code code = (Code) inside.lookupClass().getDeclaredConstructor().newInstance();
        Optional<MethodHandle> typed = entry.slots() > Parameters.MOST_SLOTS
                ? Optional.empty()
                : Optional.of(find(inside, routine.name(), entry.typed()));
        return new JvmExecutable(kernel.function(), code, typed);
    }

    /// The constructor, `run`, and a typed entry if Java allows that many parameters.
    private void addEntries(ClassBuilder target, HiddenUnit unit) {
        var entry = new EntryCode(routine, unit);
        unit.implement(ClassDesc.of(Code.class.getName()));
        target.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .return_())
                .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> {
                    int workspace = borrow(code, unit);
                    entry.callUntyped(code, 1, 2, workspace);
                    giveBack(code, unit, workspace);
                    code.return_();
                });
        if (entry.slots() <= Parameters.MOST_SLOTS) {
            target.withMethodBody(routine.name(), entry.typed(), ClassFile.ACC_STATIC, code -> {
                int workspace = borrow(code, unit);
                entry.callTyped(code, workspace);
                giveBack(code, unit, workspace);
                code.return_(TypeKind.from(entry.returned()));
            });
        }
    }

    /// Puts a workspace into a new local variable, if one is needed.
    private int borrow(CodeBuilder code, HiddenUnit unit) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        workspaces.ifPresent(pool -> unit.datum(code, pool, WORKSPACES)
                .invokevirtual(WORKSPACES, "borrow", MethodTypeDesc.of(EntryCode.OBJECTS))
                .astore(local));
        return local;
    }

    private void giveBack(CodeBuilder code, HiddenUnit unit, int local) {
        workspaces.ifPresent(pool -> unit.datum(code, pool, WORKSPACES)
                .aload(local)
                .invokevirtual(WORKSPACES, "giveBack", MethodTypeDesc.of(ConstantDescs.CD_void, EntryCode.OBJECTS)));
    }

    private static MethodHandle find(MethodHandles.Lookup inside, String name, MethodTypeDesc type)
            throws ReflectiveOperationException {
        return inside.findStatic(inside.lookupClass(), name, type.resolveConstantDesc(inside));
    }
}
