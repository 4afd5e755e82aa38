/// The language: from text to Wengert lists.
///
/// ```
/// text --Layout, Syntax--> Declaration, Expression --Names, Checker--> Module --Instantiator, Evaluator--> Program
/// ```
///
/// A [Module] is a file with what it imports. A function of it becomes a program for given types of arguments:
/// [Evaluator] gives each expression a [Meaning] while it builds the list.
///
/// ```
/// meaning   known number | known bool | value computed at run time | tuple | record | function
/// function  declared | of the compiler | lambda with what it captures | derivative of a function
/// ```
///
/// What is known is computed at once; sizes, conditions that end recursion and functions have to be. A declared
/// function is built once for each structure of its arguments, known values included, and called; a lambda is evaluated
/// in place.
/// Whatever crosses the border of a function (arguments, results, captured values) is a structure whose leaves are
/// values of the list: the leaves are passed, the structure belongs to the function's key.
///
/// A derivative that a function states is built for each function of the program that stands for it, once it is known
/// which these are ([StatedDerivatives]), under that function's name with `.pullback` or `.tangent` after it.
///
/// Invariants:
/// - No text makes this package throw anything but a [mg.ir.DiagnosticException] with at least one diagnostic.
/// - A loop in the text is one loop in the program, and a broadcast is an instruction.
/// - Every instruction has a place: of the user's text, or of the library's.
/// - An error in one declaration does not hide errors in another; what uses something wrong says nothing.
/// - Code that recurses follows the nesting of the text and of calls, which are limited, never the length of a text. It
///   runs on a stack of its own ([Deep]).
///
/// Limits: brackets and calls nest 200 deep, expressions 400, lists of the program 200.
package mg.lang;
