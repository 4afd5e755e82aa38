/// The Wengert list: what is computed. Pure, typed, each value assigned once.
///
/// ```
/// program     parameters (the learnable ones) and functions
/// parameter   param @name : type = initial
/// initial     uniform(low, high) | normal(mean, deviation) | value
/// function    func @name(arguments) -> results { list }
/// argument    %name : type | param %name : type
/// results     type | (name : type, …)
/// list        instructions in order, then `return` (of a function) or `yield` (of a nested list) with the results
/// instruction results = operation [attributes] operands { lists } : types [at "source":line:column+length]
/// type        f64 | f32 | i64 | bool, with a shape: f64, f64[50], f64[50,784]
/// ```
///
/// The text form, which parses back to an equal program. A result that is called `result` needs no name.
///
/// ```
/// param @W : f64[50,784] = uniform(-0x1.999999999999ap-5, 0x1.999999999999ap-5)
///
/// func @loss(param %W: f64[50,784], %x: f64[784], %label: i64) -> (value: f64, best: i64) {
///   %3 = dot [1=0] %W, %x : f64[50]
///   %4 = relu %3 : f64[50]
///   %5 = const 0x1.8p1 : f64
///   %6 = const {1, 2, 3} : i64[3]
///   %7, %8, %9 = for %10 in 0..50 carry(%11 = %5) {
///     %12 = index %4, %10 : f64
///     %13 = mul %11, %12 : f64
///     yield carry %13, sum %12, argmax %12
///   } : f64, f64, i64
///   %14 = reduce sum [0] %4 : f64
///   return %14, %9
/// }
/// ```
///
/// The other operations with attributes or lists:
///
/// ```
/// dot [1=0] batch [0=0] %a, %b         gather %a, %i              cast f64 %i         iota 5
/// broadcast [0,2] %a : f64[3,4,5]      scatter_add %v, %i         stop_gradient %a    concat [0] %a, %b, …
/// transpose [1,0] %a                   place %v, %i, … : f64[9]   reshape %a          index %a, %i, …
/// slice [0:9:2, 1:3:1] %a              pad [0::2, 1::1] %a : f64[9,5]
/// cholesky %a                          solve %a, %b               triangular_solve lower %a, %b
/// for %i in 0..10 down until %bound carry(%a = %x, %b = %y) { … yield carry %p, carry %q, collect %r }
/// while (%a = %x) { … yield %test } do (%b) { … yield %next }
/// if %c { … yield %p } else { … yield %q }
/// call @f(%a, %b)                      jvp @f [0,2](%a, %b, …)    vjp @f [0](%a, …)
/// ```
///
/// A list with nothing to yield says `yield`, an instruction without results begins with its operation and has no
/// types. A name that is not letters, digits, `_`, `.` and `$` (a letter or `_` first) stands in quotes: `@"f 1"`,
/// `%"x 1"`. Real constants are hex floats, `nan`, `inf` or `-inf`; `bool` constants are `true` and `false`; a parser
/// takes decimal numbers too. Comments run from `//` to the end of the line.
///
/// Invariants, which [Verifier] checks:
/// - Names of parameters, of functions, and of arguments and results within a function are unique.
/// - An argument marked `param` has the name and the type of a parameter of the program.
/// - The values of a function are numbered 0, 1, 2, … in the order of the text: arguments, then for each instruction
///   its results, then its lists. A value is used only after its definition, in the same list or one nested in it.
/// - Every instruction has the results that [Typing] gives, and as many names as a function has results.
/// - A called or differentiated function is in the program and takes what it is given; no function calls itself, not
///   even through others. Derivatives are taken with respect to real arguments.
/// - Lists nest at most 200 deep.
package mg.ir;
