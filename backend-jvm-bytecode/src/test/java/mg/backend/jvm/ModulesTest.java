package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Type;
import mg.loops.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Interfaces in modules of the user's that are not ours.
class ModulesTest {
    @TempDir
    Path folder;

    /// `interface p.Product { double of(double x, double y); }` in a module of its own.
    private Class<?> product(int access, boolean open) throws IOException, ClassNotFoundException {
        ClassDesc name = ClassDesc.of("p.Product");
        byte[] type = ClassFile.of().build(name, target -> target
                .withFlags(access | ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)
                .withMethod("of", MethodTypeDesc.ofDescriptor("(DD)D"), ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                        _ -> {}));
        byte[] module = ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of("user"), builder -> {
            builder.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
            if (open) {
                builder.opens(PackageDesc.of("p"), 0);
            }
        }));
        Files.createDirectories(folder.resolve("p"));
        Files.write(folder.resolve("p/Product.class"), type);
        Files.write(folder.resolve("module-info.class"), module);
        ModuleLayer boot = ModuleLayer.boot();
        var configuration = boot.configuration().resolve(ModuleFinder.of(folder), ModuleFinder.of(), Set.of("user"));
        return boot.defineModulesWithOneLoader(configuration, getClass().getClassLoader())
                .findLoader("user").loadClass("p.Product");
    }

    private static Executable executable() {
        var kernels = new Kernels();
        Scalar x = kernels.scalarInput("x", ElementType.F64);
        Scalar y = kernels.scalarInput("y", ElementType.F64);
        kernels.store(at(kernels.output("z", Type.F64), 0), kernels.apply(ElementOp.MUL, x, y));
        return JvmBackend.compile(kernels.finish("product"));
    }

    @Test
    void openPackagesAreReachedEvenWhereNothingIsPublic() throws ReflectiveOperationException, IOException {
        Class<?> type = product(0, true);
        for (int time = 0; time < 2; time++) {
            Object f = executable().bind(type);
            assertFalse(Proxy.isProxyClass(f.getClass()));
            assertSame(type.getModule(), f.getClass().getModule());
            Method of = type.getMethod("of", double.class, double.class);
            of.setAccessible(true);
            assertEquals(6.0, of.invoke(f, 2, 3));
        }
    }

    @Test
    void closedPackagesGetAProxy() throws ReflectiveOperationException, IOException {
        Object f = executable().bind(product(ClassFile.ACC_PUBLIC, false));
        assertTrue(Proxy.isProxyClass(f.getClass()));
        assertEquals(List.of("p.Product"), List.of(f.getClass().getInterfaces()[0].getName()));
    }
}
