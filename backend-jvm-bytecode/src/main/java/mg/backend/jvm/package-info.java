/// Loops as JVM bytecode, through `java.lang.classfile`.
///
/// ```
/// Kernel --ScalarResult--> Kernel --Splitter--> Part tree --Residence--> Routine --PartCode--> methods
///        --HiddenClasses--> JvmExecutable (run, bind)
///        --ShippedClasses--> NAME.class
/// ```
///
/// Read [PartCode] first: one arm for each statement; then [ElementCode]: one arm for each element operation. That, its
/// arm in [WideElements] and its size in [WideSizes] are the places to touch when one is added.
///
/// **Data.** Arrays are Java's, row-major: `double[]`, `float[]`, `long[]`, `boolean[]`. Scalars are local variables.
/// An only result that is a scalar is returned ([ScalarResult]). A workspace is an `Object[]` with an array for each
/// element type that a kernel needs, at the type's ordinal; to begin with it may hold anything.
///
/// **Calling.** [EntryCode] says what the methods take. `bind` makes a class that checks lengths and aliases and calls
/// the kernel, so that HotSpot can inline one into the other ([BoundClass]); it reaches public interfaces that this
/// module sees, interfaces of packages open to it, and all of the unnamed module. Other interfaces get a reflective
/// proxy. A class file needs nothing of ours when it runs: what Java lacks is copied into it ([CopiedMethods]), and
/// constants are strings that it decodes ([ConstantText]). [ShippedEntries] lists its methods.
///
/// **Splitting.** HotSpot compiles no method of more than 8,000 bytes. [Splitter] cuts longer bodies, at any nesting,
/// into [Part]s, each one method, by upper bounds of their size ([Sizes]) that are asserted afterwards. Scalars that
/// several methods touch have a place behind the buffers in the workspace; each method keeps them in local variables
/// while nobody else can look ([Residence]). Constants have no place: methods name them where they read them. A method
/// takes the inputs and outputs that it or one that it calls needs, for a call passes all but six on the stack. When
/// the constant pool of a class is filling up the next parts go into another: hidden classes get the methods of the
/// others as class data, files call them by name ([Unit]). Straight-line code in a long method chooses without branches
/// ([ElementCode]): each would need a frame that names all local variables.
///
/// **Threads.** The body of a parallel loop is a part ([Step.Parallel]) that takes the index. The loop makes an object
/// of its own class for each iteration ([IterationCode]), and the common pool of the JDK runs those, beside the caller,
/// who does what no thread there has begun ([Support#together]): so calls may come from several threads, from virtual
/// ones and from the pool itself, no thread is ours, and a class can be unloaded. All iterations end before the first
/// of their faults is thrown in the caller; an interrupt stays for the caller to see. What parts of an iteration pass
/// on to each other is in a workspace of its own; for each iteration that and two small objects are made anew.
///
/// **Wide scalars** are vectors of the Vector API in local variables ([WideType], [WideCode], [WideElements],
/// [WideTotals]), where this process has it ([VectorModule]), and at most 512 bits long; kernels are made with none
/// where it has not, and for class files. What vectors cannot do goes lane by lane through the workspace ([LaneCode]),
/// stores side by side row by row and members of records together ([Gathers]), and so do wide scalars that several
/// methods touch. Copies of a few elements are loads and stores of vectors ([ShortCopies]). Masks have few registers:
/// choices by what is not so are made the other way round ([Opposites]), and loops run in no more copies than there are
/// masks for. The order in which the lanes of a sum are added depends on their number alone. They lie at multiples of
/// their size in workspaces, which begin
/// with a cache line where native access is allowed ([CacheLines]). The most frequent library functions are written out
/// ([WideFunctions]), the others are those of the Vector API, all within 4 ulp; while HotSpot has not compiled a method
/// the latter are Java's, so that the last bits of a result may change once. Where results are to be
/// [reproducible][mg.ir.Options#reproducible] they are those of `StrictMath`, lane by lane ([LanewiseFunctions]). What
/// a kernel leaves in HotSpot's counts of the Vector API's own methods must not slow down another: methods say of which
/// class their vectors are ([VectorClass], [Carried]).
///
/// Until HotSpot compiles a method its vectors are objects, and each operation on one takes a thousand times as long.
/// So the body of a loop with wide scalars around other loops is a method of its own, and methods with them are short
/// enough for the first of HotSpot's compilers, which otherwise gives them up ([FirstCompiler], [WideSizes]). In
/// processes that are to be fast soon, `-XX:CompileCommand` can make HotSpot compile methods of
/// `mg.backend.jvm.Kernel*::*` after fewer runs (`CompileThresholdScaling`, 0.02) and wait for it
/// (`BackgroundCompilation`, false), as `mg train` and other long commands do; this helps deep nests of scalar loops as
/// much.
///
/// **Limits.**
/// - More than 32 arrays, or more than 255 parameters, pass between methods as two `Object[]`; a function of more than
///   255 parameters has no typed entry.
/// - The workspace of one element type is one array: at most 2³¹ - 9 elements.
/// - The constants of a class file are at most about 35 million numbers: what a static initialiser of 64 KiB decodes.
/// - A fault in a hidden class is a [mg.ir.Trap]; in a class file an `IndexOutOfBoundsException` or an
///   `ArithmeticException` with the same message.
package mg.backend.jvm;
