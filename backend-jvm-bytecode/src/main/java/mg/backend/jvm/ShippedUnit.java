package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.Map;
import mg.ir.Tensor;

/// A class of a file: constants are fields of the main class, parts elsewhere are methods of other classes.
final class ShippedUnit extends Unit {
    private final ClassDesc main;
    private final Constants constants;
    private final Map<String, ClassDesc> elsewhere;

    /// @param main      the class that holds the constants
    /// @param constants the fields of constants, more of which are added
    /// @param elsewhere the classes of methods made before, by name
    ShippedUnit(
            ClassDesc self, boolean reproducible, ClassDesc main, Constants constants,
            Map<String, ClassDesc> elsewhere) {
        super(self, reproducible);
        this.main = main;
        this.constants = constants;
        this.elsewhere = elsewhere;
    }

    @Override
    int vectorBits() {
        return 0;
    }

    @Override
    ClassDesc type(Fault fault) {
        return ClassDesc.of(switch (fault) {
            case INDEX -> "java.lang.IndexOutOfBoundsException";
            case DIVISION -> "java.lang.ArithmeticException";
        });
    }

    @Override
    CodeBuilder constant(CodeBuilder code, Tensor value) {
        return code.getstatic(main, constants.field(value), Carrier.of(value.type().element()).array());
    }

    @Override
    CodeBuilder call(CodeBuilder code, Routine routine, Part part, Runnable arguments) {
        arguments.run();
        return code.invokestatic(
                elsewhere.getOrDefault(routine.name(part), self()), routine.name(part), routine.type(part));
    }
}
