package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mg.ir.Artifact;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedClassesTest {
    @TempDir
    Path folder;

    /// The main class, from a loader that sees the JDK and these files only.
    private Class<?> load(List<Artifact> files) throws IOException, ClassNotFoundException {
        for (Artifact file : files) {
            assertEquals(List.of(), ClassFile.of().verify(file.content()), file.name());
            Files.write(folder.resolve(file.name()), file.content());
        }
        var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        return loader.loadClass(files.getFirst().name().replace(".class", ""));
    }

    private static Method method(Class<?> type, String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow(() -> new AssertionError(Arrays.toString(type.getMethods())));
    }

    @Test
    void aScalarResultIsReturnedAndArgumentsKeepTheirNames() throws ReflectiveOperationException, IOException {
        var kernels = new Kernels();
        Scalar x = kernels.scalarInput("x", ElementType.F64);
        Scalar y = kernels.scalarInput("class", ElementType.F64);
        kernels.store(at(kernels.output("z", Type.F64), 0), kernels.apply(ElementOp.POW, x, y));
        Class<?> type = load(JvmBackend.emit(List.of(kernels.finish("power of")), "My-Math"));
        assertEquals("My_Math", type.getName());
        Method method = method(type, "power_of", 2);
        assertEquals(List.of("x", "class_"), Arrays.stream(method.getParameters()).map(Parameter::getName).toList());
        assertEquals(8.0, method.invoke(null, 2.0, 3.0));
        assertEquals(1.0, method.invoke(null, 1.0, Double.NaN));
        assertTrue(Modifier.isPublic(type.getModifiers()) && Modifier.isFinal(type.getModifiers()));
    }

    @Test
    void theWorkspaceIsTheCallersIfItWants() throws ReflectiveOperationException, IOException {
        var kernels = new Kernels();
        Buffer x = kernels.input("x", Type.of(ElementType.F32, 2));
        Buffer t = kernels.local(ElementType.F32, 2);
        Buffer y = kernels.output("y", Type.of(ElementType.F32, 2));
        kernels.loop(2, i -> kernels.store(at(t, i), kernels.apply(ElementOp.ERF, kernels.load(at(x, i)))));
        kernels.loop(2, i -> kernels.store(at(y, i), kernels.apply(ElementOp.LGAMMA, kernels.load(at(t, i)))));
        Kernel kernel = kernels.finish("f");
        Class<?> type = load(JvmBackend.emit(List.of(kernel), "F"));
        float[] in = {0.5f, -1};
        var expected = new float[2];
        LoopInterpreter.run(kernel, new Object[] {in}, new Object[] {expected});
        var out = new float[2];
        Object workspace = method(type, "f_workspace", 0).invoke(null);
        method(type, "f", 3).invoke(null, in, out, workspace);
        assertArrayEquals(expected, out);
        var again = new float[2];
        method(type, "f", 2).invoke(null, in, again);
        assertArrayEquals(expected, again);
        assertArrayEquals(expected, (float[]) method(type, "f", 1).invoke(null, in));
    }

    @Test
    void largeConstantsAndAllTypesKeepEveryBit() throws ReflectiveOperationException, IOException {
        for (ElementType element : ElementType.values()) {
            var random = new Random(1);
            int n = 40_000;
            Tensor value = switch (element) {
                case F64, F32 ->
                    Tensor.reals(Type.of(element, n), k -> k % 3 == 0 ? Double.NaN : random.nextGaussian() / k);
                case I64 -> Tensor.wholes(Type.of(element, n), k -> k % 5 == 0 ? -1 : random.nextLong());
                case BOOL -> Tensor.reals(Type.of(element, n), _ -> random.nextInt(2));
            };
            var kernels = new Kernels();
            Buffer constant = kernels.constant(value);
            Buffer y = kernels.output("y", value.type());
            kernels.loop(n, i -> kernels.store(at(y, i), kernels.load(at(constant, i))));
            Kernel kernel = kernels.finish("f");
            Class<?> type = load(JvmBackend.emit(List.of(kernel), "Weights" + element));
            assertEquals(value, Tensor.view(value.type(), method(type, "f", 0).invoke(null)));
        }
    }

    @Test
    void partsThatDoNotFitIntoOneClassFileGoIntoMore() throws ReflectiveOperationException, IOException {
        var kernels = new Kernels();
        Scalar sum = kernels.scalarInput("x", ElementType.F64);
        double expected = 0.5;
        for (int k = 0; k < 60_000; k++) {
            sum = kernels.apply(ElementOp.ADD, sum, kernels.literal(k + 0.25));
            expected += k + 0.25;
        }
        kernels.store(at(kernels.output("y", Type.F64), 0), sum);
        Kernel kernel = kernels.finish("f");
        List<Artifact> files = JvmBackend.emit(List.of(kernel), "Large");
        assertTrue(files.size() > 2, files.size() + " files");
        assertEquals("Large.class", files.getFirst().name());
        assertEquals(expected, method(load(files), "f", 1).invoke(null, 0.5));
        assertEquals(List.of(Tensor.of(expected)), JvmBackend.compile(kernel).call(List.of(Tensor.of(0.5))));
    }

    @Test
    void splitKernelsAreTheSameInAFile() throws ReflectiveOperationException, IOException {
        for (int inputs : new int[] {2, 40, 90}) {
            Kernel kernel = RandomKernels.of(7, 4000, inputs, false);
            Object[] in = SplittingTest.values(kernel, 7);
            Object[] expected = LoopInterpreter.arrays(kernel.function().resultTypes());
            LoopInterpreter.run(kernel, in, expected);
            Object[] out = LoopInterpreter.arrays(kernel.function().resultTypes());
            Class<?> type = load(ShippedClasses.write(List.of(kernel), "Split" + inputs, 2500, false));
            if (inputs == 90) {
                method(type, "random", 2).invoke(null, in, out);
            } else {
                var all = new ArrayList<Object>();
                for (int k = 0; k < in.length; k++) {
                    boolean scalar = kernel.function().argumentTypes().get(k).isScalar();
                    all.add(scalar ? Array.get(in[k], 0) : in[k]);
                }
                all.addAll(Arrays.asList(out));
                method(type, "random", all.size()).invoke(null, all.toArray());
            }
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(out));
        }
    }

    @Test
    void faultsAreExceptionsOfTheJdk() throws ReflectiveOperationException, IOException {
        var program = Parser.parse("t.ir", """
                func @f(%a: f64[3], %i: i64, %j: i64) -> (y: f64, q: i64) {
                  %3 = index %a, %i : f64 at "u.mg":7:5+4
                  %4 = rem %i, %j : i64 at "u.mg":8:6+1
                  return %3, %4
                }
                """);
        Method f = method(load(new JvmBackend().emit(program, List.of("f"), "Faults", Options.DEFAULT)), "f", 5);
        var y = new double[1];
        Throwable index = assertThrows(InvocationTargetException.class, () ->
                f.invoke(null, new double[3], 5, 1, y, new long[1])).getCause();
        assertEquals(IndexOutOfBoundsException.class, index.getClass());
        assertEquals("u.mg:7:5: error: index 5 is out of range 0..2", index.getMessage());
        Throwable division = assertThrows(InvocationTargetException.class, () ->
                f.invoke(null, new double[3], 2, 0, y, new long[1])).getCause();
        assertEquals(ArithmeticException.class, division.getClass());
        assertEquals("u.mg:8:6: error: integer division by zero", division.getMessage());
    }

    @Test
    void severalFunctionsShareAClass() throws ReflectiveOperationException, IOException {
        var program = Parser.parse("t.ir", """
                func @f.grad(%x: f64) -> f64 {
                  %1 = sigmoid %x : f64
                  return %1
                }
                func @f_grad(%x: f64, %y: f64) -> f64 {
                  %2 = max %x, %y : f64
                  return %2
                }
                """);
        Class<?> type = load(new JvmBackend().emit(program, List.of("f.grad", "f_grad"), "Two", Options.DEFAULT));
        assertEquals(0.5, method(type, "f_grad", 1).invoke(null, 0.0));
        assertEquals(2.0, method(type, "f_grad_2", 2).invoke(null, 2.0, 1.0));
    }
}
