package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Tensor;

/// One class in the making: how its code refers to what is outside the method.
abstract sealed class Unit permits HiddenUnit, ShippedUnit {
    private final ClassDesc self;
    private final boolean reproducible;
    private final Set<CopiedMethods.Source> copied = new LinkedHashSet<>();
    private final List<PartClass.Method> parallel = new ArrayList<>();
    private final List<ClassDesc> interfaces = new ArrayList<>();

    /// @param reproducible whether library functions are those of `StrictMath`
    Unit(ClassDesc self, boolean reproducible) {
        this.self = self;
        this.reproducible = reproducible;
    }

    /// The class.
    final ClassDesc self() {
        return self;
    }

    /// Whether library functions are those of `StrictMath`, the same on every platform.
    final boolean reproducible() {
        return reproducible;
    }

    /// The methods of ours that its code calls.
    final Set<CopiedMethods.Source> copied() {
        return copied;
    }

    /// The iterations of the parallel loops that its code runs.
    final List<PartClass.Method> parallel() {
        return parallel;
    }

    /// The number of a parallel loop that its code runs, given an iteration.
    final int parallel(PartClass.Method iteration) {
        parallel.add(iteration);
        return parallel.size() - 1;
    }

    /// The interfaces of the class.
    final List<ClassDesc> interfaces() {
        return interfaces;
    }

    /// Lets the class have an interface.
    final void implement(ClassDesc type) {
        interfaces.add(type);
    }

    /// The bits of a vector; 0 if code may not use any.
    abstract int vectorBits();

    /// Calls a method of ours, of which this class gets a copy.
    final CodeBuilder callCopy(CodeBuilder code, CopiedMethods.Source source) {
        copied.add(source);
        return code.invokestatic(self, source.copyName(), source.type());
    }

    /// Throws a fault of the data with the message on the stack, below which lie the two references that
    /// [#newFault] pushed.
    final CodeBuilder throwFault(CodeBuilder code, Fault fault) {
        return code.invokespecial(
                        type(fault), ConstantDescs.INIT_NAME,
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
                .athrow();
    }

    /// Pushes a new exception twice.
    final CodeBuilder newFault(CodeBuilder code, Fault fault) {
        return code.new_(type(fault)).dup();
    }

    /// The exception that is thrown at a fault.
    abstract ClassDesc type(Fault fault);

    /// Pushes the array that holds a constant.
    abstract CodeBuilder constant(CodeBuilder code, Tensor value);

    /// Calls the method of a part: pushes what is needed below the arguments, the arguments, and calls.
    abstract CodeBuilder call(CodeBuilder code, Routine routine, Part part, Runnable arguments);

    /// The faults of data.
    enum Fault {
        INDEX,
        DIVISION
    }
}
