package mg.backend.jvm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.MethodParameterInfo;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mg.ir.Argument;
import mg.ir.Function;
import mg.ir.Type;

/// The public methods of a function `f` in a class file:
/// - `f(arguments, results)` with an array for each result, or returning it if the only result is a scalar;
/// - `f(arguments, results, workspace)` and `f_workspace()`, which makes one, if a workspace is needed: the first form
///   makes a new one in each call;
/// - `f(arguments)` returning a new array if the only result is an array.
///
/// Beyond 255 parameters arguments and results come in `Object[] in, Object[] out`.
record ShippedEntries(Routine routine, ShippedUnit unit) {
    private static final int PUBLIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

    /// Adds the methods to the main class.
    void addTo(ClassBuilder target) {
        var entry = new EntryCode(routine, unit);
        boolean typed = entry.slots() < Parameters.MOST_SLOTS;
        List<ClassDesc> types = typed ? entry.parameters() : List.of(EntryCode.OBJECTS, EntryCode.OBJECTS);
        List<String> names = typed ? names(types.size()) : List.of("in", "out");
        ClassDesc returned = typed ? entry.returned() : ConstantDescs.CD_void;
        Consumer<CodeBuilder> fresh = code -> {
            int workspace = code.allocateLocal(TypeKind.REFERENCE);
            if (routine.hasWorkspace()) {
                entry.newWorkspace(code);
                code.astore(workspace);
            }
            call(code, entry, typed, workspace);
        };
        add(target, routine.name(), MethodTypeDesc.of(returned, types), names, fresh);
        if (routine.hasWorkspace()) {
            add(target, routine.name(), MethodTypeDesc.of(returned, with(types, EntryCode.OBJECTS)),
                    with(names, unused(names)), code -> call(code, entry, typed, code.parameterSlot(types.size())));
            add(target, routine.name() + "_workspace", MethodTypeDesc.of(EntryCode.OBJECTS), List.of(), code -> {
                entry.newWorkspace(code);
                code.areturn();
            });
        }
        if (typed && routine.result().isEmpty() && function().resultTypes().size() == 1) {
            addReturning(target, types, names);
        }
    }

    private static void call(CodeBuilder code, EntryCode entry, boolean typed, int workspace) {
        if (typed) {
            entry.callTyped(code, workspace);
            code.return_(TypeKind.from(entry.returned()));
        } else {
            entry.callUntyped(code, 0, 1, workspace);
            code.return_();
        }
    }

    private void addReturning(ClassBuilder target, List<ClassDesc> types, List<String> names) {
        Type result = function().resultTypes().getFirst();
        MethodTypeDesc filling = MethodTypeDesc.of(ConstantDescs.CD_void, types);
        MethodTypeDesc type = MethodTypeDesc.of(types.getLast(), types.subList(0, types.size() - 1));
        add(target, routine.name(), type, names.subList(0, type.parameterCount()), code -> {
            int array = code.allocateLocal(TypeKind.REFERENCE);
            code.loadConstant(result.size()).newarray(Carrier.of(result.element()).kind()).astore(array);
            for (int k = 0; k < type.parameterCount(); k++) {
                code.loadLocal(TypeKind.from(type.parameterType(k)), code.parameterSlot(k));
            }
            code.aload(array).invokestatic(unit.self(), routine.name(), filling).aload(array).areturn();
        });
    }

    private static void add(
            ClassBuilder target,
            String name,
            MethodTypeDesc type,
            List<String> parameters,
            Consumer<CodeBuilder> body) {
        target.withMethod(name, type, PUBLIC, method -> method
                .with(MethodParametersAttribute.of(parameters.stream()
                        .map(parameter -> MethodParameterInfo.ofParameter(Optional.of(parameter), 0))
                        .toList()))
                .withCode(body::accept));
    }

    /// Names of the first parameters: those of the arguments, then of the results.
    private List<String> names(int count) {
        var names = new Names();
        var all = new ArrayList<String>();
        function().arguments().stream().map(Argument::name).map(names::unique).forEach(all::add);
        if (all.size() < count) {
            function().resultNames().stream().map(names::unique).forEach(all::add);
        }
        return all;
    }

    private static String unused(List<String> names) {
        String name = "workspace";
        while (names.contains(name)) {
            name += "_";
        }
        return name;
    }

    private static <T> List<T> with(List<T> list, T last) {
        var longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    private Function function() {
        return routine.kernel().function();
    }
}
