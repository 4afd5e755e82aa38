package mg.backend.jvm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import mg.ir.Artifact;
import mg.loops.Kernel;

/// Writes kernels as ordinary class files: `NAME.class` with an entry for each function, and `NAME$1.class` and so on
/// with the parts that it cannot hold.
final class ShippedClasses {
    private final ClassDesc main;
    private final boolean reproducible;
    private final List<Routine> routines = new ArrayList<>();
    private final Constants constants = new Constants();
    private final Map<String, ClassDesc> methods = new HashMap<>();

    private ShippedClasses(List<Kernel> kernels, String name, int longest, boolean reproducible) {
        this.reproducible = reproducible;
        main = ClassDesc.of(Names.identifier(name));
        var names = new Names();
        for (Kernel kernel : kernels) {
            routines.add(Routine.of(kernel, names.unique(kernel.name()), longest, 0, reproducible));
        }
    }

    /// The class files of these kernels, with methods of at most `longest` bytes.
    ///
    /// @param reproducible whether library functions are the same on every platform
    static List<Artifact> write(List<Kernel> kernels, String name, int longest, boolean reproducible) {
        return new ShippedClasses(kernels, name, longest, reproducible).write();
    }

    /// The last parts go into the main class; which those are is known when they have been written once.
    private List<Artifact> write() {
        List<PartClass.Method> parts = routines.stream().flatMap(r -> PartClass.methods(r).stream()).toList();
        var files = new ArrayList<Artifact>();
        int done = 0;
        while (true) {
            Iterator<PartClass.Method> left = parts.subList(done, parts.size()).iterator();
            ClassDesc part = ClassDesc.of(main.displayName() + "$" + (files.size() + 1));
            PartClass.Written written = PartClass.write(unit(part), left, _ -> {});
            if (!left.hasNext()) {
                break;
            }
            files.add(artifact(part, written));
            written.methods().forEach(method -> methods.put(method.name(), part));
            done += written.methods().size();
        }
        ShippedUnit unit = unit(main);
        files.addFirst(artifact(main, PartClass.write(
                unit, parts.subList(done, parts.size()).iterator(), target -> addEntries(target, unit))));
        return files;
    }

    private ShippedUnit unit(ClassDesc self) {
        return new ShippedUnit(self, reproducible, main, constants, methods);
    }

    private static Artifact artifact(ClassDesc name, PartClass.Written written) {
        return new Artifact(name.displayName() + ".class", written.bytes());
    }

    private void addEntries(ClassBuilder target, ShippedUnit unit) {
        target.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
        routines.forEach(routine -> new ShippedEntries(routine, unit).addTo(target));
        constants.addTo(target, unit);
    }
}
