fn two(a: real, b: real) = a - b
type Point = {x: real, y: real}
fn order(x: real) = two(a = x, 1)
fn closure(x: real) { let f = y -> y + x; f(y = 1) }
fn for_named(x: real[2]) = two(a = x[i] for i)
fn alias(x: real) = x + Point
fn condition(x: real[2]) = select(x, 1, 2)
fn pair(x: real) = sum((x, x))
fn results(x: real) = jacobian(y -> y > 1)(x)
fn axes(x: real[2, 3]) = max(x, 1, axis = 0)
fn axis(x: real[2, 3], k: int) = sum(x, axis = k)
fn length(x: real) = len(x)
fn filled(x: real[2]) = fill(x, 3)
fn position(p: Point, k: int) = (p.x, p.y)[k]
fn bounds(x: real[4], k: int) = x[k:]
fn two_positions(x: real[2, 2]) = argmax(x[i, j] for i, j)
fn states(x: real, n: int) = scan (y = x) for i in 0..n { y * 2 }
fn sizes(x: real[2]) = len(reshape(x, 1, 3))
fn huge(x: real) = zeros(3000000000)
fn unknown_size(n: int, x: real) = zeros(n) + x
fn wrong_type(x: real[2, 2]) = dot_of(x)
fn dot_of(x: real[3]) = x @ x
fn whole_function(f, x: real) = f(x)
fn arity(x: real) = whole_function((a, b) -> a + b, x)
fn kinds(x: real[2]) = any(x[i] for i)
fn truths(x: bool[2]) = prod(x[i] for i)
fn extremes(x: real[2]) = argmax((x[i], x[i]) for i)
fn stored(x: real) = [(y -> y + x) for i in 0..3]
fn carried(x: real) = loop (f = y -> y) for i in 0..2 { f }
fn states_of_two(x: real) = loop (a = x, b = x) for i in 0..2 { a + b }
fn shapes(x: real[2]) = loop (a = x) for i in 0..2 { concat(a, a) }
fn until(x: real[2]) = loop (a = x) while a > 0 { a - 1 }
fn apart(x: real[2]) { let (a, b) = x; a + b }
fn unknown_range(x: real[2]) = sum(i * 1.0 for i)
fn ranges(x: real[2], y: real[3]) = sum(x[i] * y[i] for i)
fn tangents(x: real[2]) = jvp(v -> v, x, 1)
fn tuples(x: real) = vjp((a, b) -> a * b, x, 1)
fn given(x: real) = two(x, x, b = x)
fn mixed(x: real[2], y: real[3]) = [x, y]
fn items(x: real) = [x * i for i in 0..3000000000]

// error
//   calls.mg:3:32: error: an argument without a name does not follow one with a name
//     fn order(x: real) = two(a = x, 1)
//                                    ^
//   calls.mg:4:43: error: this function takes its arguments by position, not 'y' by name
//     fn closure(x: real) { let f = y -> y + x; f(y = 1) }
//                                               ^^^^^^^^
//   calls.mg:5:32: error: 'for' does not go with a named argument
//     fn for_named(x: real[2]) = two(a = x[i] for i)
//                                    ^^^^^^^^
//   calls.mg:6:25: error: 'Point' is a type, not a value
//     fn alias(x: real) = x + Point
//                             ^^^^^
//   calls.mg:7:28: error: the condition of 'select' is bool, not real[2]
//     fn condition(x: real[2]) = select(x, 1, 2)
//                                ^^^^^^^^^^^^^^^
//     x is real[2], from calls.mg:7:14
//   calls.mg:8:20: error: a number or an array is needed here, not (real, real)
//     fn pair(x: real) = sum((x, x))
//                        ^^^^^^^^^^^
//     (x, x) is (real, real), from calls.mg:8:24
//   calls.mg:9:23: error: jacobian takes a function with real results, this one gives bool
//     fn results(x: real) = jacobian(y -> y > 1)(x)
//                           ^^^^^^^^^^^^^^^^^^^^^^^
//   calls.mg:10:26: error: 'max' of several arguments has no axis: it goes element by element
//     fn axes(x: real[2, 3]) = max(x, 1, axis = 0)
//                              ^^^^^^^^^^^^^^^^^^^
//   calls.mg:12:22: error: 'len' takes an array, not real
//     fn length(x: real) = len(x)
//                          ^^^^^^
//     x is real, from calls.mg:12:11
//   calls.mg:13:25: error: 'fill' takes a number to fill with, not real[2]
//     fn filled(x: real[2]) = fill(x, 3)
//                             ^^^^^^^^^^
//     x is real[2], from calls.mg:13:11
//   calls.mg:16:57: error: argmax has one variable: it gives one position
//     fn two_positions(x: real[2, 2]) = argmax(x[i, j] for i, j)
//                                                             ^
//   calls.mg:18:28: error: real[2] has 2 elements, real[1, 3] has 3
//     fn sizes(x: real[2]) = len(reshape(x, 1, 3))
//                                ^^^^^^^^^^^^^^^^
//     x is real[2], from calls.mg:18:10
//   calls.mg:19:20: error: 'zeros' takes sizes from 0 to 2147483647, not 3000000000
//     fn huge(x: real) = zeros(3000000000)
//                        ^^^^^^^^^^^^^^^^^
//   calls.mg:21:32: error: argument 'x' of 'dot_of' is real[3], not real[2, 2]
//     fn wrong_type(x: real[2, 2]) = dot_of(x)
//                                    ^^^^^^^^^
//     x is real[2, 2], from calls.mg:21:15
//     'x' is declared real[3] at calls.mg:22:14
//   calls.mg:23:33: error: this function takes 2 arguments, not 1
//     fn whole_function(f, x: real) = f(x)
//                                     ^^^^
//     it is defined at calls.mg:24:36
//     in 'whole_function', called at calls.mg:24:21
//   calls.mg:25:24: error: any takes bools, not real
//     fn kinds(x: real[2]) = any(x[i] for i)
//                            ^^^^^^^^^^^^^^^
//   calls.mg:26:25: error: prod takes numbers, not bool
//     fn truths(x: bool[2]) = prod(x[i] for i)
//                             ^^^^^^^^^^^^^^^^
//     hint: int(…) makes 1 of true
//   calls.mg:27:27: error: argmax takes numbers, not (real, real)
//     fn extremes(x: real[2]) = argmax((x[i], x[i]) for i)
//                               ^^^^^^^^^^^^^^^^^^^^^^^^^^
//   calls.mg:28:22: error: a function cannot be stored in an array or carried by a loop
//     fn stored(x: real) = [(y -> y + x) for i in 0..3]
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//   calls.mg:29:23: error: a function cannot be stored in an array or carried by a loop
//     fn carried(x: real) = loop (f = y -> y) for i in 0..2 { f }
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//   calls.mg:30:63: error: the body of a loop that carries 2 values gives a tuple of as many, not real
//     fn states_of_two(x: real) = loop (a = x, b = x) for i in 0..2 { a + b }
//                                                                   ^^^^^^^^^
//     { a + b } is real, from calls.mg:30:63
//   calls.mg:31:31: error: 'a' starts as real[2] and becomes real[4]
//     fn shapes(x: real[2]) = loop (a = x) for i in 0..2 { concat(a, a) }
//                                   ^
//     x is real[2], from calls.mg:31:11
//     { concat(a, a) } is real[4], from calls.mg:31:52
//   calls.mg:32:43: error: the condition of a loop is one bool, not bool[2]
//     fn until(x: real[2]) = loop (a = x) while a > 0 { a - 1 }
//                                               ^^^^^
//     a > 0 is bool[2], from calls.mg:32:43
//   calls.mg:33:28: error: this takes 2 values apart, the value is real[2]
//     fn apart(x: real[2]) { let (a, b) = x; a + b }
//                                ^^^^^^
//   calls.mg:34:48: error: the range of 'i' is not known
//     fn unknown_range(x: real[2]) = sum(i * 1.0 for i)
//                                                    ^
//     hint: write for i in 0..n, or index an array with i alone
//   calls.mg:35:50: error: 'i' indexes axes of sizes 2 and 3
//     fn ranges(x: real[2], y: real[3]) = sum(x[i] * y[i] for i)
//                                                      ^
//     axis 0 of x is real[2], from calls.mg:35:11
//     axis 0 of y is real[3], from calls.mg:35:23
//     hint: give its range: for i in 0..2
//   calls.mg:36:27: error: the tangent is int, it goes with real[2]
//     fn tangents(x: real[2]) = jvp(v -> v, x, 1)
//                               ^^^^^^^^^^^^^^^^^
//     1 is int, from calls.mg:36:42
//   calls.mg:37:22: error: a function of 2 arguments takes a tuple of as many here, not real
//     fn tuples(x: real) = vjp((a, b) -> a * b, x, 1)
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^
//     x is real, from calls.mg:37:11
//   calls.mg:38:21: error: argument 'b' is given twice
//     fn given(x: real) = two(x, x, b = x)
//                         ^^^^^^^^^^^^^^^^
//     'two(a, b)' is declared at calls.mg:1:4
//   calls.mg:39:36: error: the items of an array have one shape
//     fn mixed(x: real[2], y: real[3]) = [x, y]
//                                        ^^^^^^
//     x is real[2], from calls.mg:39:10
//     y is real[3], from calls.mg:39:22
//   calls.mg:40:21: error: an array has at most 2147483647 items, this one would have 3000000000
//     fn items(x: real) = [x * i for i in 0..3000000000]
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
