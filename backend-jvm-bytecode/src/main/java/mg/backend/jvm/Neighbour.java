package mg.backend.jvm;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/// A place from which a class can implement an interface of the user's.
final class Neighbour {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final ClassDesc LOOKUP = ClassDesc.ofDescriptor(MethodHandles.Lookup.class.descriptorString());
    private static final String DOOR = "MgNeighbour";

    private Neighbour() {}

    /// Full access to a package whose classes can implement the interface: ours if we see it, otherwise its own if that
    /// is open to us.
    static Optional<MethodHandles.Lookup> of(Class<?> type) {
        if (type.isHidden() || type.isSealed()) {
            return Optional.empty();
        }
        Neighbour.class.getModule().addReads(type.getModule());
        return seenFromHere(type) ? Optional.of(HERE) : beside(type);
    }

    private static boolean seenFromHere(Class<?> type) {
        try {
            HERE.accessClass(type);
            return Class.forName(type.getName(), false, Neighbour.class.getClassLoader()) == type;
        } catch (IllegalAccessException | ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /// A lookup made from another module may define classes, but not hidden ones: then a class defined there lends its
    /// own lookup.
    private static Optional<MethodHandles.Lookup> beside(Class<?> type) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, HERE);
            return Optional.of(lookup.hasFullPrivilegeAccess() ? lookup : lent(lookup));
        } catch (IllegalAccessException e) {
            return Optional.empty();
        }
    }

    private static MethodHandles.Lookup lent(MethodHandles.Lookup lookup) throws IllegalAccessException {
        try {
            return (MethodHandles.Lookup) lookup.findStatic(
                    door(lookup), "lookup", MethodType.methodType(MethodHandles.Lookup.class)).invoke();
        } catch (IllegalAccessException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static synchronized Class<?> door(MethodHandles.Lookup lookup)
            throws IllegalAccessException, ClassNotFoundException {
        ClassDesc name = ClassDesc.of(lookup.lookupClass().getPackageName(), DOOR);
        ClassDesc handles = ClassDesc.of("java.lang.invoke.MethodHandles");
        byte[] bytes = ClassFile.of().build(name, target -> target
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withMethodBody("lookup", MethodTypeDesc.of(LOOKUP), ClassFile.ACC_STATIC, code -> code
                        .invokestatic(handles, "lookup", MethodTypeDesc.of(LOOKUP))
                        .areturn()));
        try {
            return lookup.defineClass(bytes);
        } catch (LinkageError e) {
            String binary = name.packageName().isEmpty() ? DOOR : name.packageName() + "." + DOOR;
            return Class.forName(binary, true, lookup.lookupClass().getClassLoader());
        }
    }
}
