package mg.backend.jvm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Writes class files that hold the methods of parts.
final class PartClass {
    /// A class takes no more parts when its constant pool has so many entries; 65,535 is the most that it can have.
    private static final int FULL = 30_000;

    private PartClass() {}

    /// A part of a kernel.
    record Method(Routine routine, Part part) {
        String name() {
            return routine.name(part);
        }
    }

    /// A class file and the parts it holds.
    record Written(byte[] bytes, List<Method> methods) {}

    /// The parts of a kernel, each before those that call it.
    static List<Method> methods(Routine routine) {
        return routine.parts().reversed().stream().map(part -> new Method(routine, part)).toList();
    }

    /// Writes a class with as many parts as it holds.
    ///
    /// @param parts from where the parts are taken
    /// @param more  adds what else the class has, before methods of ours are copied
    static Written write(Unit unit, Iterator<Method> parts, Consumer<ClassBuilder> more) {
        var methods = new ArrayList<Method>();
        byte[] bytes = ClassFile.of().build(unit.self(), target -> {
            while (parts.hasNext() && target.constantPool().size() < FULL) {
                Method method = parts.next();
                methods.add(method);
                target.withMethodBody(
                        method.name(),
                        method.routine().type(method.part()),
                        ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                        code -> new PartCode(method.routine(), method.part(), unit, code).emit());
            }
            more.accept(target);
            if (!unit.parallel().isEmpty()) {
                new IterationCode(unit).addTo(target);
            }
            CopiedMethods.addTo(target, unit);
            target.withInterfaceSymbols(unit.interfaces());
        });
        check(bytes, methods);
        return new Written(bytes, methods);
    }

    /// The sizes by which bodies are split are upper bounds.
    private static void check(byte[] bytes, List<Method> methods) {
        int longest = methods.stream().mapToInt(m -> m.routine().longest()).max().orElse(Splitter.LONGEST);
        Set<String> names = methods.stream().map(Method::name).collect(Collectors.toSet());
        for (var method : ClassFile.of().parse(bytes).methods()) {
            int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
            if (length > longest && names.contains(method.methodName().stringValue())) {
                throw new AssertionError(method.methodName() + " has " + length + " bytes");
            }
        }
    }
}
