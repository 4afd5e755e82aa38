package mg.backend.jvm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Binding;
import mg.ir.Function;
import mg.ir.Type;

/// Puts a kernel behind an interface of the user's: a hidden class beside the interface, or beside us if the interface
/// is public, whose method checks lengths and aliases and calls the kernel.
final class BoundClass {
    /// Beyond so many arrays, comparing each with each takes too much code.
    private static final int MOST_ARRAYS = 40;

    private static final MethodTypeDesc CHECK =
            MethodTypeDesc.of(ConstantDescs.CD_void, EntryCode.OBJECTS, EntryCode.OBJECTS);

    private final Function function;
    private final MethodHandle kernel;
    private final Class<?> type;
    private final Method method;
    private final boolean returns;
    private final int arity;
    private final int[] locals;

    private BoundClass(Function function, MethodHandle kernel, Class<?> type) {
        this.function = function;
        this.kernel = kernel;
        this.type = type;
        this.method = Binding.method(function, type);
        this.returns = method.getReturnType() != void.class;
        this.arity = function.arguments().size();
        this.locals = new int[method.getParameterCount()];
        int local = 1;
        for (int k = 0; k < locals.length; k++) {
            locals[k] = local;
            local += kind(k).slotSize();
        }
    }

    /// An object of the interface, if a class may implement it.
    ///
    /// @param kernel the function with typed parameters, as [EntryCode] has them
    /// @throws IllegalArgumentException if the interface does not fit the function
    static <T> Optional<T> of(Function function, MethodHandle kernel, Class<T> type) {
        var bound = new BoundClass(function, kernel, type);
        boolean many = function.arguments().size() + function.resultTypes().size() > MOST_ARRAYS;
        return many ? Optional.empty() : Neighbour.of(type).map(place -> type.cast(bound.define(place)));
    }

    private Object define(MethodHandles.Lookup place) {
        ClassDesc self = ClassDesc.of(
                place.lookupClass().getPackageName(), type.getSimpleName() + "$" + Names.identifier(function.name()));
        byte[] bytes = ClassFile.of().build(self, target -> target
                .withInterfaceSymbols(ClassDesc.ofDescriptor(type.descriptorString()))
                .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .return_())
                .withMethodBody("toString", MethodTypeDesc.of(ConstantDescs.CD_String), ClassFile.ACC_PUBLIC, code ->
                        code.loadConstant(type.getSimpleName() + " by @" + function.name()).areturn())
                .withMethodBody(method.getName(), descriptor(), ClassFile.ACC_PUBLIC, this::emit));
        MethodHandle check;
        try {
            check = MethodHandles.insertArguments(
                    MethodHandles.publicLookup().findStatic(Binding.class, "checkLengths", MethodType.methodType(
                            void.class, Function.class, Object[].class, Object[].class)), 0, function);
            MethodHandles.Lookup inside = place.defineHiddenClassWithClassData(bytes, List.of(kernel, check), true);
            return inside.findConstructor(inside.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private MethodTypeDesc descriptor() {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .describeConstable()
                .orElseThrow();
    }

    private void emit(CodeBuilder code) {
        Label wrong = code.newLabel();
        List<Integer> arrays = arrays();
        for (int k : arrays) {
            code.aload(locals[k]).ifnull(wrong).aload(locals[k]).arraylength();
            code.loadConstant(parameterType(k).size()).if_icmpne(wrong);
        }
        Class<?>[] types = method.getParameterTypes();
        for (int out : arrays) {
            for (int other : arrays) {
                    if (out >= arity && other < out && types[out] == types[other]) {
                    code.aload(locals[out]).aload(locals[other]).if_acmpeq(wrong);
                }
            }
        }
        call(code);
        if (!arrays.isEmpty()) {
            code.labelBinding(wrong);
            explain(code);
        }
    }

    /// The parameters that are arrays.
    private List<Integer> arrays() {
        var arrays = new ArrayList<Integer>();
        for (int k = 0; k < locals.length; k++) {
            if (kind(k) == TypeKind.REFERENCE) {
                arrays.add(k);
            }
        }
        return arrays;
    }

    /// The kernel returns a sole scalar result, and takes an array for any other.
    private void call(CodeBuilder code) {
        TypeKind scalar = TypeKind.from(kernel.type().returnType());
        boolean stored = scalar != TypeKind.VOID && !returns;
        if (stored) {
            code.aload(locals[arity]).iconst_0();
        }
        datum(code, 0);
        for (int k = 0; k < (stored ? arity : locals.length); k++) {
            loadArgument(code, k);
        }
        Class<?> wanted = method.getReturnType();
        int result = code.allocateLocal(TypeKind.REFERENCE);
        if (wanted.isArray()) {
            newResult(code);
            code.dup().astore(result);
        }
        code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact",
                kernel.type().describeConstable().orElseThrow());
        if (stored) {
            code.arrayStore(scalar);
        } else if (wanted.isArray()) {
            code.aload(result);
        } else if (wanted == int.class) {
            code.invokestatic(ClassDesc.of("java.lang.Math"), "toIntExact",
                    MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_long));
        }
        code.return_(TypeKind.from(wanted));
    }

    private void loadArgument(CodeBuilder code, int k) {
        code.loadLocal(kind(k), locals[k]);
        if (kind(k) == TypeKind.INT) {
            code.i2l();
        }
    }

    private void newResult(CodeBuilder code) {
        Type result = function.resultTypes().getFirst();
        code.loadConstant(result.size()).newarray(Carrier.of(result.element()).kind());
    }

    /// Leaves the message to the check that all backends share.
    private void explain(CodeBuilder code) {
        datum(code, 1);
        code.loadConstant(arity).anewarray(ConstantDescs.CD_Object);
        for (int k = 0; k < arity; k++) {
            code.dup().loadConstant(k);
            if (kind(k) == TypeKind.REFERENCE) {
                code.aload(locals[k]);
            } else {
                TypeKind element = Carrier.of(function.argumentTypes().get(k).element()).kind();
                code.iconst_1().newarray(element).dup().iconst_0();
                loadArgument(code, k);
                code.arrayStore(element);
            }
            code.aastore();
        }
        code.loadConstant(function.resultTypes().size()).anewarray(ConstantDescs.CD_Object);
        for (int k = 0; k < function.resultTypes().size(); k++) {
            code.dup().loadConstant(k);
            if (returns) {
                newResult(code);
            } else {
                code.aload(locals[arity + k]);
            }
            code.aastore();
        }
        ClassDesc error = ClassDesc.of("java.lang.AssertionError");
        code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", CHECK)
                .new_(error).dup()
                .invokespecial(error, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .athrow();
    }

    private TypeKind kind(int k) {
        return TypeKind.from(method.getParameterTypes()[k]);
    }

    /// The type whose elements array parameter `k` holds.
    private Type parameterType(int k) {
        return k < arity ? function.argumentTypes().get(k) : function.resultTypes().get(k - arity);
    }

    private static void datum(CodeBuilder code, int position) {
        code.ldc(DynamicConstantDesc.ofNamed(ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME,
                ConstantDescs.CD_MethodHandle, position));
    }
}
