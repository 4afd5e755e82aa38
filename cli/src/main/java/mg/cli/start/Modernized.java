package mg.cli.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// A jar whose classes of Java 5 and before are classes of Java 6: the same code with stack maps, by which the JVM
/// checks it without inferring types. Only such classes go into archives of linked classes.
final class Modernized {
    private static final ClassFile CLASS_FILE = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

    /// Takes code apart and puts it together: what is only copied gets no stack maps.
    private static final MethodTransform AGAIN = MethodTransform.transformingCode((to, element) -> to.with(element));

    private Modernized() {}

    /// Whether a jar has a class of Java 5 or before.
    static boolean isOld(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (isClass(entry)) {
                    try (InputStream in = file.getInputStream(entry)) {
                        if (isOld(in.readNBytes(8))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    /// The jar. The classes that its own refer to must be on the class path: a stack map names what types have in
    /// common.
    static byte[] bytes(Path jar) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var file = new JarFile(jar.toFile()); var out = new JarOutputStream(bytes)) {
            for (JarEntry entry : Collections.list(file.entries())) {
                out.putNextEntry(new JarEntry(entry.getName()));
                byte[] content = file.getInputStream(entry).readAllBytes();
                out.write(isClass(entry) && isOld(content) ? modernized(content) : content);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class");
    }

    /// A class file has its major version in its eighth byte: magic number, minor version, major version.
    private static boolean isOld(byte[] file) {
        return file[7] < ClassFile.JAVA_6_VERSION;
    }

    private static byte[] modernized(byte[] old) {
        return CLASS_FILE.transformClass(CLASS_FILE.parse(old), (to, element) -> {
            switch (element) {
                case ClassFileVersion _ -> to.withVersion(ClassFile.JAVA_6_VERSION, 0);
                case MethodModel method -> to.transformMethod(method, AGAIN);
                default -> to.with(element);
            }
        });
    }
}
