fn axis(x: real[2, 3], k: int) = sum(x, axis = k)
fn position(p: {x: real, y: real}, k: int) = (p.x, p.y)[k]
fn bounds(x: real[4], k: int) = x[k:]
fn states(x: real, n: int) = scan (y = x) for i in 0..n { y * 2 }
fn items(x: real, n: int) = [x for i in 0..n]
fn fixed(n: int, x: real) = zeros(n) + x
fn length(x: real[4], k: int) = x[k : 2 * k]

// error axis(x = [[1, 2, 3], [4, 5, 6]], k = 1)
//   known.mg:1:34: error: an axis is an int known at compile time, not one that is computed
//     fn axis(x: real[2, 3], k: int) = sum(x, axis = k)
//                                      ^^^^^^^^^^^^^^^^
// error position(p.x = 1, p.y = 2, k = 1)
//   known.mg:2:46: error: a tuple takes one position that is known at compile time
//     fn position(p: {x: real, y: real}, k: int) = (p.x, p.y)[k]
//                                                  ^^^^^^^^^^^^^
//     (p.x, p.y) is (real, real), from known.mg:2:46
// error bounds(x = [1, 2, 3, 4], k = 1)
//   known.mg:3:35: error: the bounds of a slice are integers known at compile time
//     fn bounds(x: real[4], k: int) = x[k:]
//                                       ^
//     k is int, from known.mg:3:23
//     hint: x[i : i + n] takes n from a computed position, if n is known
// error states(x = 1, n = 3)
//   known.mg:4:47: error: how many states there are is not known at compile time
//     fn states(x: real, n: int) = scan (y = x) for i in 0..n { y * 2 }
//                                                   ^
// error items(x = 1, n = 3)
//   known.mg:5:36: error: how many items there are is not known at compile time
//     fn items(x: real, n: int) = [x for i in 0..n]
//                                        ^
//     hint: a reduction may stop at a computed bound, an array has a fixed size
// error fixed(n = 3, x = 1)
//   known.mg:6:29: error: 'zeros' takes an int known at compile time here, not one that is computed
//     fn fixed(n: int, x: real) = zeros(n) + x
//                                 ^^^^^^^^
//     n is int, from known.mg:6:10
//     hint: a size is known if it is in the type of an argument: fn f[n](x: real[n])
// error length(x = [1, 2, 3, 4], k = 1)
//   known.mg:7:35: error: how long this slice is must be known at compile time
//     fn length(x: real[4], k: int) = x[k : 2 * k]
//                                       ^^^^^^^^^
//     k is int, from known.mg:7:23
//     2 * k is int, from known.mg:7:39
//     hint: x[i : i + n] takes n from a computed position, if n is known
