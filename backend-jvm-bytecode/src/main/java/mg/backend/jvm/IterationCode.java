package mg.backend.jvm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;

/// How a class runs the iterations of its parallel loops at the same time: its instances are iterations.
///
/// ```
/// class Name implements Runnable {
///     final Object[] arrays; final int loop, index; final Throwable[] faults;
///
///     public void run() {
///         try { switch (loop) { case 0 -> f$3$run(arrays, index); … } }
///         catch (Throwable fault) { faults[index] = fault; }
///     }
///     static void f$3$run(Object[] arrays, int index) { f$3((double[]) arrays[0], …, index); }
///     static void iterations$(Object[] arrays, int loop, int count) {
///         var all = new Runnable[count];
///         var faults = new Throwable[count];
///         for (int index = 0; index < count; index++) { all[index] = new Name(arrays, loop, index, faults); }
///         together(all, faults);
///     }
/// }
/// ```
///
/// All of it is synthetic, so that compilers do not show it to those who use the class.
record IterationCode(Unit unit) {
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");
    private static final ClassDesc FAULTS = ConstantDescs.CD_Throwable.arrayType();
    private static final MethodTypeDesc NEW = MethodTypeDesc.of(
            ConstantDescs.CD_void, EntryCode.OBJECTS, ConstantDescs.CD_int, ConstantDescs.CD_int, FAULTS);
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(ConstantDescs.CD_void, EntryCode.OBJECTS, ConstantDescs.CD_int);
    private static final MethodTypeDesc ITERATIONS = MethodTypeDesc.of(
            ConstantDescs.CD_void, EntryCode.OBJECTS, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc TOGETHER =
            MethodTypeDesc.of(ConstantDescs.CD_void, RUNNABLE.arrayType(), FAULTS);
    private static final String START = "iterations$";
    private static final String ARRAYS = "arrays";
    private static final String LOOP = "loop";
    private static final String INDEX = "index";
    private static final String THROWN = "faults";
    private static final int SYNTHETIC = ClassFile.ACC_SYNTHETIC;

    /// The most bytes of what [#start] emits where parts have this many array parameters.
    static int size(int parameters) {
        return 20 + 9 * parameters;
    }

    /// Runs the iterations of a loop; the arrays they work on are pushed in one `Object[]`.
    static CodeBuilder start(CodeBuilder code, Unit unit, PartClass.Method iteration, long count, Runnable arrays) {
        arrays.run();
        return code.loadConstant(unit.parallel(iteration))
                .loadConstant(Math.toIntExact(count))
                .invokestatic(unit.self(), START, ITERATIONS);
    }

    /// Adds what the loops need that were started.
    void addTo(ClassBuilder target) {
        unit.implement(RUNNABLE);
        target.withField(ARRAYS, EntryCode.OBJECTS, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL | SYNTHETIC);
        target.withField(LOOP, ConstantDescs.CD_int, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL | SYNTHETIC);
        target.withField(INDEX, ConstantDescs.CD_int, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL | SYNTHETIC);
        target.withField(THROWN, FAULTS, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL | SYNTHETIC);
        target.withMethodBody(ConstantDescs.INIT_NAME, NEW, ClassFile.ACC_PRIVATE | SYNTHETIC, this::construct);
        target.withMethodBody("run", ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC | SYNTHETIC, this::run);
        for (PartClass.Method iteration : unit.parallel()) {
            target.withMethodBody(name(iteration), RUN, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | SYNTHETIC,
                    code -> call(code, iteration));
        }
        target.withMethodBody(
                START, ITERATIONS, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | SYNTHETIC, this::iterations);
    }

    private static String name(PartClass.Method iteration) {
        return iteration.name() + "$run";
    }

    private void construct(CodeBuilder code) {
        code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .aload(0).aload(1).putfield(unit.self(), ARRAYS, EntryCode.OBJECTS)
                .aload(0).iload(2).putfield(unit.self(), LOOP, ConstantDescs.CD_int)
                .aload(0).iload(3).putfield(unit.self(), INDEX, ConstantDescs.CD_int)
                .aload(0).aload(4).putfield(unit.self(), THROWN, FAULTS)
                .return_();
    }

    private void run(CodeBuilder code) {
        code.trying(
                tried -> {
                    tried.aload(0).getfield(unit.self(), ARRAYS, EntryCode.OBJECTS);
                    index(tried);
                    tried.aload(0).getfield(unit.self(), LOOP, ConstantDescs.CD_int);
                    var cases = new ArrayList<SwitchCase>();
                    for (int k = 0; k < unit.parallel().size(); k++) {
                        cases.add(SwitchCase.of(k, tried.newLabel()));
                    }
                    Label end = tried.newLabel();
                    tried.tableswitch(cases.getFirst().target(), cases);
                    for (int k = 0; k < cases.size(); k++) {
                        tried.labelBinding(cases.get(k).target())
                                .invokestatic(unit.self(), name(unit.parallel().get(k)), RUN)
                                .goto_(end);
                    }
                    tried.labelBinding(end);
                },
                handlers -> handlers.catchingAll(caught -> {
                    int fault = caught.allocateLocal(TypeKind.REFERENCE);
                    caught.astore(fault).aload(0).getfield(unit.self(), THROWN, FAULTS);
                    index(caught);
                    caught.aload(fault).aastore();
                }));
        code.return_();
    }

    private void index(CodeBuilder code) {
        code.aload(0).getfield(unit.self(), INDEX, ConstantDescs.CD_int);
    }

    /// Calls an iteration with the arrays in local variable 0, a new workspace of its own and the index in 1.
    private void call(CodeBuilder code, PartClass.Method iteration) {
        Routine routine = iteration.routine();
        unit.call(code, routine, iteration.part(), () -> {
            routine.partParameters().unpack(code, 0);
            routine.residence().own().forEach((element, size) ->
                    code.loadConstant(Math.toIntExact(size)).newarray(Carrier.of(element).kind()));
            code.iload(1);
        });
        code.return_();
    }

    private void iterations(CodeBuilder code) {
        int all = code.allocateLocal(TypeKind.REFERENCE);
        int faults = code.allocateLocal(TypeKind.REFERENCE);
        int index = code.allocateLocal(TypeKind.INT);
        code.iload(2).anewarray(RUNNABLE).astore(all);
        code.iload(2).anewarray(ConstantDescs.CD_Throwable).astore(faults);
        code.iconst_0().istore(index);
        Label end = code.newLabel();
        Label test = code.newBoundLabel();
        code.iload(index).iload(2).if_icmpge(end)
                .aload(all).iload(index)
                .new_(unit.self()).dup().aload(0).iload(1).iload(index).aload(faults)
                .invokespecial(unit.self(), ConstantDescs.INIT_NAME, NEW)
                .aastore()
                .iinc(index, 1).goto_(test).labelBinding(end)
                .aload(all).aload(faults);
        unit.callCopy(code, CopiedMethods.Source.support("together", TOGETHER)).return_();
    }
}
