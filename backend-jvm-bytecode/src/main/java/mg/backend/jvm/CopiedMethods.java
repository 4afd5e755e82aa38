package mg.backend.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mg.ir.ElementOp;

/// Copies static methods of ours into generated classes, which then need nothing of ours when they run.
///
/// A method that is copied may call the JDK and methods of its own class, which are copied as well. It may not use
/// fields, lambdas, string concatenation with `+` or other classes of ours. Of [mg.ir.Special] what `StrictMath` does
/// is done by `Math`, which is faster, unless results are to be [reproducible][mg.ir.Options#reproducible].
final class CopiedMethods {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc STRICT_MATH = ClassDesc.of("java.lang.StrictMath");
    private static final String SPECIAL = "mg.ir.Special";
    private static final Map<String, ClassModel> MODELS = new ConcurrentHashMap<>();

    private CopiedMethods() {}

    /// A method to copy, in a class of ours.
    record Source(String owner, String name, MethodTypeDesc type) {
        /// An element function.
        static Source special(String name, MethodTypeDesc type) {
            return new Source(SPECIAL, name, type);
        }

        /// A method that generated code needs around the kernels.
        static Source support(String name, MethodTypeDesc type) {
            return new Source(Support.class.getName(), name, type);
        }

        private boolean isSpecial() {
            return owner.equals(SPECIAL);
        }

        /// What the copy is called.
        String copyName() {
            return "copied$" + name;
        }
    }

    /// Adds the methods that the code of a class calls, and those that these call.
    static void addTo(ClassBuilder target, Unit unit) {
        var open = new ArrayDeque<>(unit.copied());
        var done = new HashSet<Source>();
        while (!open.isEmpty()) {
            Source source = open.pop();
            if (done.add(source)) {
                MethodModel method = find(source);
                target.withMethodBody(
                        source.copyName(), source.type(), ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
                            for (CodeElement element : method.code().orElseThrow()) {
                                copy(code, element, source, unit, open);
                            }
                        });
            }
        }
    }

    private static void copy(
            CodeBuilder code, CodeElement element, Source source, Unit unit, ArrayDeque<Source> open) {
        switch (element) {
            case InvokeInstruction call when !unit.reproducible() && source.isSpecial() && isStrict(call) ->
                code.invokestatic(MATH, call.name().stringValue(), call.typeSymbol());
            case InvokeInstruction call when isOurs(call.owner().asSymbol()) -> {
                var callee = new Source(source.owner(), call.name().stringValue(), call.typeSymbol());
                if (!call.owner().asSymbol().equals(ClassDesc.of(source.owner()))) {
                    throw new AssertionError(source + " calls " + call);
                }
                open.add(callee);
                code.invokestatic(unit.self(), callee.copyName(), callee.type());
            }
            case FieldInstruction field when isOurs(field.owner().asSymbol()) ->
                throw new AssertionError(source + " uses " + field);
            case InvokeDynamicInstruction call -> throw new AssertionError(source + " uses " + call);
            case LineNumber _, LocalVariable _ -> {}
            default -> code.with(element);
        }
    }

    private static boolean isStrict(InvokeInstruction call) {
        return call.owner().asSymbol().equals(STRICT_MATH);
    }

    private static boolean isOurs(ClassDesc owner) {
        return owner.isClassOrInterface() && owner.packageName().startsWith("mg.");
    }

    private static MethodModel find(Source source) {
        return MODELS.computeIfAbsent(source.owner(), CopiedMethods::model).methods().stream()
                .filter(m -> m.methodName().equalsString(source.name()) && m.methodTypeSymbol().equals(source.type()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + source));
    }

    private static ClassModel model(String name) {
        Class<?> neighbour = name.startsWith("mg.ir.") ? ElementOp.class : Support.class;
        try (InputStream in = neighbour.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
