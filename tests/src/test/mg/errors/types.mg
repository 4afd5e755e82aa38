fn condition(x: real) = if x { 1 } else { 2 }
fn logic(x: real) = x && true
fn not_number(c: bool) = c + 1
fn called(x: real) = x(1)
fn argument(i: int) = i
fn arguments(x: real) = argument(x)
fn count(x: real) = argument(1, 2)
fn field(x: real) = {a: x}.b
fn gradient(x: real[2]) = grad(v -> v)(x)
fn truth(c: bool) = sum([c])
fn counted(i: int) = grad(n -> n * 2)(i)
fn of_type(x: point) = x
fn whole(a: real) = loop (x = 0) for i in 0..3 { int(x - grad(y -> (y - a)^2)(x)) }
fn unused(a: real) = loop (x = 0) for i in 0..3 { loop (n = 0) for j in 0..2 { let v = grad(y -> y - a)(x); n + 1 } }
fn double(n: int) = n * 2
fn declared(a: int) = loop (x = 0) for i in 0..3 { x + grad(double)(x) }

// error
//   types.mg:1:25: error: the condition of if is one bool, not real
//     fn condition(x: real) = if x { 1 } else { 2 }
//                             ^^^^^^^^^^^^^^^^^^^^^
//     x is real, from types.mg:1:14
//   types.mg:2:26: error: '&&' takes bool, not real
//     fn logic(x: real) = x && true
//                              ^^^^
//     x is real, from types.mg:2:10
//   types.mg:3:28: error: '+' takes numbers, not bool
//     fn not_number(c: bool) = c + 1
//                                ^
//     c is bool, from types.mg:3:15
//   types.mg:4:22: error: only a function can be called, and x is real
//     fn called(x: real) = x(1)
//                          ^
//   types.mg:6:25: error: argument 'i' of 'argument' is int, not real
//     fn arguments(x: real) = argument(x)
//                             ^^^^^^^^^^^
//     x is real, from types.mg:6:14
//     'i' is declared int at types.mg:5:16
//     hint: int(…) truncates toward zero
//   types.mg:7:21: error: 'argument' takes 1 argument, not 2
//     fn count(x: real) = argument(1, 2)
//                         ^^^^^^^^^^^^^^
//     'argument(i)' is declared at types.mg:5:4
//   types.mg:8:28: error: no field 'b'
//     fn field(x: real) = {a: x}.b
//                                ^
//     {a: x} is {a: real}, from types.mg:8:21
//   types.mg:9:27: error: grad takes a function with one real result, this one gives real[2]
//     fn gradient(x: real[2]) = grad(v -> v)(x)
//                               ^^^^^^^^^^^^^^^
//     hint: jacobian(f), or vjp(f, x, ct)
//   types.mg:10:21: error: 'sum' takes numbers, not bool[1]
//     fn truth(c: bool) = sum([c])
//                         ^^^^^^^^
//     [c] is bool[1], from types.mg:10:25
//   types.mg:11:22: error: there is nothing real to differentiate by
//     fn counted(i: int) = grad(n -> n * 2)(i)
//                          ^^^^^^^^^^^^^^^^^^^
//     i is int, from types.mg:11:12
//     hint: real(…) makes a real of an int
//   types.mg:12:15: error: unknown type 'point', did you mean 'int'?
//     fn of_type(x: point) = x
//                   ^^^^^
//   types.mg:13:58: error: there is nothing real to differentiate by
//     fn whole(a: real) = loop (x = 0) for i in 0..3 { int(x - grad(y -> (y - a)^2)(x)) }
//                                                              ^^^^^^^^^^^^^^^^^^^^^^^
//     x is int, from types.mg:13:27
//     hint: real(…) makes a real of an int
//   types.mg:14:88: error: there is nothing real to differentiate by
//     …) = loop (x = 0) for i in 0..3 { loop (n = 0) for j in 0..2 { let v = grad(y -> y - a)(x); n + 1 } }
//                                                                            ^^^^^^^^^^^^^^^^^^^
//     x is int, from types.mg:14:28
//     hint: real(…) makes a real of an int
//   types.mg:16:56: error: there is nothing real to differentiate by
//     fn declared(a: int) = loop (x = 0) for i in 0..3 { x + grad(double)(x) }
//                                                            ^^^^^^^^^^^^^^^
//     x is int, from types.mg:16:29
//     hint: real(…) makes a real of an int
