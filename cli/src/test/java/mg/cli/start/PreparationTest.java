package mg.cli.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
    @TempDir
    private Path folder;

    @Test
    void oldClassesBecomeOnesThatAreCheckedByStackMapsAndDoTheSame() throws Exception {
        Path jar = jar("old.jar", "Old", ClassFile.JAVA_5_VERSION);
        assertTrue(Modernized.isOld(jar));
        Path again = Files.write(folder.resolve("new.jar"), Modernized.bytes(jar));
        assertFalse(Modernized.isOld(again));
        try (var file = new JarFile(again.toFile())) {
            assertEquals("text", new String(file.getInputStream(file.getEntry("a/text")).readAllBytes(), UTF_8));
        }
        for (Path each : new Path[] {jar, again}) {
            try (var loader = new URLClassLoader(new URL[] {each.toUri().toURL()}, null)) {
                var size = loader.loadClass("Old").getMethod("size", int.class);
                assertEquals(7, size.invoke(null, -7));
                assertEquals(7, size.invoke(null, 7));
            }
        }
    }

    @Test
    void whatIsNotOldStaysWhereItIs() throws Exception {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Path start = Files.createDirectory(folder.resolve("start"));
        Files.move(jar("old.jar", "Old", ClassFile.JAVA_5_VERSION), lib.resolve("old.jar"));
        Files.move(jar("new.jar", "New", ClassFile.JAVA_8_VERSION), lib.resolve("new.jar"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Old");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "old.jar new.jar");
        new JarOutputStream(Files.newOutputStream(lib.resolve("mg.jar")), manifest).close();

        Preparation.main(new String[] {lib.toString(), start.toString()});

        try (var jar = new JarFile(start.resolve("mg.jar").toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertEquals("old.jar ../lib/mg.jar", attributes.getValue(Attributes.Name.CLASS_PATH));
            assertEquals("Old", attributes.getValue(Attributes.Name.MAIN_CLASS));
        }
        assertFalse(Modernized.isOld(start.resolve("old.jar")));
        assertTrue(Modernized.isOld(lib.resolve("old.jar")));
        try (var files = Files.list(start)) {
            assertEquals(2, files.count());
        }
    }

    /// A jar with a text and a class whose method branches: `static int size(int x)` is `x < 0 ? -x : x`.
    private Path jar(String name, String type, int version) throws IOException {
        byte[] bytes = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).build(ClassDesc.of(type), to -> to
                .withVersion(version, 0)
                .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                .withMethodBody("size", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> {
                            Label positive = code.newLabel();
                            code.iload(0).ifge(positive).iload(0).ineg().ireturn();
                            code.labelBinding(positive).iload(0).ireturn();
                        }));
        Path jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("a/text"));
            out.write("text".getBytes(UTF_8));
            out.putNextEntry(new JarEntry(type + ".class"));
            out.write(bytes);
        }
        return jar;
    }
}
