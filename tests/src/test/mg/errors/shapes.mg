fn add(x: real[3], y: real[4]) = x + y
fn apply(A: real[2, 3], x: real[2]) = A @ x
fn call(x: real[3]) = needs_four(x)
fn needs_four(x: real[4]) = x
fn join(x: real[3], y: real[2, 2]) = concat(x, y)
fn reshaped(x: real[6]) = reshape(x, 4, 2)
fn branches(c: bool) = if c { 1.0 } else { [1.0] }
fn items(x: real[2]) = [1.0, x]
fn items_apart(x: real[2]) { let (a, b, c) = (1, 2)
    a }
fn ranges(x: real[3], y: real[4]) = sum(x[i] * y[i] for i)

// error
//   shapes.mg:1:36: error: '+' does not take real[3] and real[4]: the shapes do not match
//     fn add(x: real[3], y: real[4]) = x + y
//                                        ^
//     x is real[3], from shapes.mg:1:8
//     y is real[4], from shapes.mg:1:20
//   shapes.mg:2:41: error: '@' does not take real[2, 3] and real[2]: axis 1 of the left has size 3, axis 0 of the right 2
//     fn apply(A: real[2, 3], x: real[2]) = A @ x
//                                             ^
//     A is real[2, 3], from shapes.mg:2:10
//     x is real[2], from shapes.mg:2:25
//   shapes.mg:3:23: error: argument 'x' of 'needs_four' is real[4], not real[3]
//     fn call(x: real[3]) = needs_four(x)
//                           ^^^^^^^^^^^^^
//     x is real[3], from shapes.mg:3:9
//     'x' is declared real[4] at shapes.mg:4:18
//     axis 0 is 3, it has to be 4
//   shapes.mg:5:38: error: 'concat' along axis 0 does not take real[3] and real[2, 2]
//     fn join(x: real[3], y: real[2, 2]) = concat(x, y)
//                                          ^^^^^^^^^^^^
//     x is real[3], from shapes.mg:5:9
//     y is real[2, 2], from shapes.mg:5:21
//   shapes.mg:6:27: error: real[6] has 6 elements, real[4, 2] has 8
//     fn reshaped(x: real[6]) = reshape(x, 4, 2)
//                               ^^^^^^^^^^^^^^^^
//     x is real[6], from shapes.mg:6:13
//   shapes.mg:7:24: error: the sides of if are real and real[1]
//     fn branches(c: bool) = if c { 1.0 } else { [1.0] }
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
//     { 1.0 } is real, from shapes.mg:7:29
//     { [1.0] } is real[1], from shapes.mg:7:42
//   shapes.mg:8:24: error: the items of an array have one shape
//     fn items(x: real[2]) = [1.0, x]
//                            ^^^^^^^^
//     1.0 is real, from shapes.mg:8:25
//     x is real[2], from shapes.mg:8:10
//   shapes.mg:9:34: error: this takes 3 values apart, the value is (int, int)
//     fn items_apart(x: real[2]) { let (a, b, c) = (1, 2)
//                                      ^^^^^^^^^
//   shapes.mg:11:50: error: 'i' indexes axes of sizes 3 and 4
//     fn ranges(x: real[3], y: real[4]) = sum(x[i] * y[i] for i)
//                                                      ^
//     axis 0 of x is real[3], from shapes.mg:11:11
//     axis 0 of y is real[4], from shapes.mg:11:23
//     hint: give its range: for i in 0..3
