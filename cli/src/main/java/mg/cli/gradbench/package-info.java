/// GradBench, a benchmark of tools for differentiation: `mg gradbench` is one of the tools.
///
/// The suite asks on standard input and is answered on standard output, a JSON object on each line:
///
/// ```
/// start     {id, eval}                     -> {id, tool}
/// define    {id, module}                   -> {id, success, error?}
/// evaluate  {id, module, function, input}  -> {id, success, output, timings} | {id, success, error}
/// other     {id}                           -> {id}
/// ```
///
/// A module is a file `MODULE.mg` of a folder. [Question] is what was read, [Session] answers, [Evaluation] calls.
///
/// How the fields of `input` become arguments, the same for all modules:
/// - A field is the argument of its name; fields within it are parts of records. Fields nobody declares are left out.
/// - An `int` is known when the function is compiled, so it may be a size. A function is compiled once for its ints and
///   shapes, and kept.
/// - A file may have a function `input`: what it gives is the input of all others. The output of a function `f` goes
///   through `f_output`, if there is one. These two are neither compiled nor measured.
package mg.cli.gradbench;
