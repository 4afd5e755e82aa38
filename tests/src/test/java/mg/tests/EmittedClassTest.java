package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mg.Backends;
import mg.ir.Artifact;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The class files of random programs and of the examples, run where there is nothing but the JDK.
class EmittedClassTest {
    /// What HotSpot compiles at most.
    private static final int LONGEST_METHOD = 8000;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> runsWithoutAnythingOfOurs() {
        return Stream.concat(Shipment.random(100).stream(), Shipment.examples().stream())
                .map(s -> DynamicTest.dynamicTest(s.name(), () -> s.check(run(s), "as a class file")));
    }

    private List<Tensor> run(Shipment s) throws IOException, ReflectiveOperationException {
        List<Artifact> files = Backends.named("jvm").emit(s.program(), List.of(s.function()), s.name(), Working.EXACT);
        for (Artifact file : files) {
            verify(file);
            Files.write(folder.resolve(file.name()), file.content());
        }
        var jdk = ClassLoader.getPlatformClassLoader();
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, jdk)) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("mg.ir.Tensor"));
            return call(s, loader.loadClass(s.name()));
        }
    }

    static void verify(Artifact file) {
        assertEquals(List.of(), ClassFile.of().verify(file.content()), file.name());
        ClassFile.of().parse(file.content()).methods()
                .forEach(m -> m.findAttribute(Attributes.code()).ifPresent(code -> {
            if (!m.methodName().equalsString("<clinit>") && code.codeLength() > LONGEST_METHOD) {
                throw new AssertionError(m.methodName() + " has " + code.codeLength() + " bytes");
            }
        }));
    }

    private static List<Tensor> call(Shipment s, Class<?> type) throws ReflectiveOperationException {
        List<Type> types = s.signature().resultTypes();
        boolean returns = types.size() == 1 && types.getFirst().isScalar();
        var actuals = new ArrayList<Object>();
        s.arguments().forEach(t -> actuals.add(t.type().isScalar() ? Array.get(t.data(), 0) : t.data()));
        List<Tensor> results = types.stream().map(Tensor::zeros).toList();
        if (!returns) {
            results.forEach(t -> actuals.add(t.data()));
        }
        Method method = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(s.function()) && m.getParameterCount() == actuals.size())
                .filter(m -> returns == (m.getReturnType() != void.class))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Arrays.toString(type.getMethods())));
        Object returned = method.invoke(null, actuals.toArray());
        if (returns) {
            Array.set(results.getFirst().data(), 0, returned);
        }
        return results;
    }
}
