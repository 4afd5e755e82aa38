/// Loops as C: readable C11 to take away, or a shared object made by gcc and called from Java.
///
/// ```
/// file       NAME.h and NAME.c: helpers, arrays of constants, functions; no globals, no allocation
/// function   int NAME_FUNCTION(arguments…, results…, void *workspace)
/// argument   double x (also float, int64_t, bool) | const double *x, dense and row-major
/// result     double *y, one element or all of an array; bool is one byte
/// workspace  NAME_FUNCTION_WORKSPACE bytes (that macro in capitals), aligned to 16; the caller's
/// status     0, or the number of the check that failed: its text is NAME_FUNCTION_error(status), and an index that was
///            out of range is the int64_t at the start of the workspace
/// ```
///
/// Names of users become identifiers: what is not a letter, a digit or an underscore of ASCII is replaced, what C or
/// C++ reserve gets an underscore after it, and what is taken gets a number. Pointers are `restrict`, so results must
/// overlap neither arguments nor each other.
///
/// A scalar that is read once stands where it is read. Loads do not move past stores to memory they may have read,
/// nothing moves into a loop, and in a loop no load behind a condition: gcc 12 makes wrong masked loads of some
/// ([GuardedLoads]). Nor is gcc given loops to make vectors of whose iterations meet at strides of two and more
/// ([CrossingStores]).
///
/// Compiling: the file is plain C11, and C++17. Values are as the interpreter has them if multiplications and additions
/// are not contracted (`-ffp-contract=off`; gcc does not with `-std=c11`) and without `-ffast-math`. With
/// `-fopenmp-simd -DMG_SIMD` loops that only form real sums or products may form them in another order; without, all
/// sums are formed in the order of the loops. Library functions are those of the C library, unless results are to be
/// [reproducible][mg.ir.Options#reproducible]: then those a file needs are in it ([Prelude]), and it needs no flags.
///
/// Long straight-line code is cut into static functions of 300 statements ([Parts]); gcc's time and the stack would
/// grow with the square and with the length of one function. A single loop body is not cut.
///
/// Running here: `-O3 -march=native`; from 5,000 statements on `-O1`, from 50,000 on `-O0` (100,000: 9 s of gcc).
/// The object is kept in `$MG_CACHE`, `$XDG_CACHE_HOME/mg` or `~/.cache/mg`, in a file named by the SHA-256 of the
/// text, the flags, the compiler (`gcc` on the `PATH`, or `$MG_GCC`) and the processor; the file ends with its own
/// SHA-256. Deleting files there is always safe.
///
/// Calls: a function that [mg.passes.loops.Cost] expects to take at most about 10 ms works on the caller's arrays
/// themselves ([DirectCall], 6 ns a call through [mg.ir.Executable#bind]); meanwhile a garbage collection has to wait.
/// Longer ones, and those of more than 80 parameters, work on copies outside the heap ([PackedCall]), which costs them
/// little. How long one with a `while` takes shows when it runs: it counts what it does, returns when that is as much
/// as 10 ms, and is then called again on copies ([Repetition]). Files to take away do not count.
package mg.backend.c;
