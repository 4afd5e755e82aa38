package mg.backend.jvm;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/// The Vector API, if this process has it: started with `--add-modules jdk.incubator.vector`, or with
/// `-XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport --add-exports java.base/jdk.internal.module=ALL-UNNAMED`,
/// which costs nothing until vectors are wanted.
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /// The bits of a vector of this machine, at most 512; 0 if vectors are not there or not worth it.
    static int bits() {
        return Holder.BITS;
    }

    private static final class Holder {
        static final int BITS = find().map(Holder::measure).orElse(0);

        private static Optional<Module> find() {
            Optional<Module> present = ModuleLayer.boot().findModule(NAME);
            if (present.isPresent()) {
                return present;
            }
            try {
                Class<?> modules = Class.forName("jdk.internal.module.Modules");
                return Optional.of((Module) modules.getMethod("loadModule", String.class).invoke(null, NAME));
            } catch (ReflectiveOperationException | LinkageError e) {
                return Optional.empty();
            }
        }

        /// What the JVM supports only in the interpreter counts as one element for each vector.
        private static int measure(Module module) {
            VectorModule.class.getModule().addReads(module);
            try {
                Object preferred = Class.forName(module, NAME + ".DoubleVector").getField("SPECIES_PREFERRED")
                        .get(null);
                Class<?> species = Class.forName(module, NAME + ".VectorSpecies");
                int bits = (int) species.getMethod("vectorBitSize").invoke(preferred);
                return bits < 128 ? 0 : Math.min(bits, 512);
            } catch (IllegalAccessException | NoSuchFieldException | NoSuchMethodException e) {
                throw new AssertionError(e);
            } catch (InvocationTargetException e) {
                return 0;
            }
        }
    }
}
