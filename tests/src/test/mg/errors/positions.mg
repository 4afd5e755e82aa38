fn past(x: real[3]) = x[3]
fn before(x: real[3]) = x[-1]
fn deep(A: real[2, 2]) = A[0, 0, 0]
fn real_position(x: real[3]) = x[1.5]
fn slice(x: real[3]) = x[1:5]
fn backwards(x: real[3]) = x[2:1]
fn tuple(x: real) = (x, x)[2]
fn empty(x: real[0]) = x[0]
fn behind(x: real[4], k: int) = x[k + 2 : k]
fn long(x: real[4], k: int) = x[k : k + 5]
fn real_bounds(x: real[4], t: real) = x[t : t + 1]
fn array_bounds(x: real[4], k: int[2]) = x[k : k + 1]

// error
//   positions.mg:1:25: error: index 3 is outside axis 0 of real[3], whose positions are 0..2
//     fn past(x: real[3]) = x[3]
//                             ^
//     x is real[3], from positions.mg:1:9
//   positions.mg:2:27: error: index -1 is outside axis 0 of real[3], whose positions are 0..2
//     fn before(x: real[3]) = x[-1]
//                               ^^
//     x is real[3], from positions.mg:2:11
//     hint: positions count from the start; the last is len(…) - 1
//   positions.mg:3:26: error: real[2, 2] does not take 3 positions
//     fn deep(A: real[2, 2]) = A[0, 0, 0]
//                              ^^^^^^^^^^
//     A is real[2, 2], from positions.mg:3:9
//   positions.mg:4:34: error: a position is an int, not real
//     fn real_position(x: real[3]) = x[1.5]
//                                      ^^^
//     1.5 is real, from positions.mg:4:34
//     hint: int(…) truncates toward zero; div(a, b) divides ints
//   positions.mg:5:26: error: slice bound 5 is outside 0..3
//     fn slice(x: real[3]) = x[1:5]
//                              ^^^
//   positions.mg:6:30: error: this slice starts at 2, after its end 1
//     fn backwards(x: real[3]) = x[2:1]
//                                  ^^^
//   positions.mg:7:28: error: index 2 is outside a tuple of 2 items, whose positions are 0..1
//     fn tuple(x: real) = (x, x)[2]
//                                ^
//     (x, x) is (real, real), from positions.mg:7:21
//   positions.mg:8:26: error: index 0 is outside axis 0 of real[0], which is empty
//     fn empty(x: real[0]) = x[0]
//                              ^
//     x is real[0], from positions.mg:8:10
//   positions.mg:9:35: error: this slice starts 2 after its end
//     fn behind(x: real[4], k: int) = x[k + 2 : k]
//                                       ^^^^^^^^^
//   positions.mg:10:33: error: this slice of 5 is longer than its axis of 4
//     fn long(x: real[4], k: int) = x[k : k + 5]
//                                     ^^^^^^^^^
//   positions.mg:11:41: error: a position is an int, not real
//     fn real_bounds(x: real[4], t: real) = x[t : t + 1]
//                                             ^
//     t is real, from positions.mg:11:28
//     hint: int(…) truncates toward zero; div(a, b) divides ints
//   positions.mg:12:44: error: the bounds of a slice are numbers, not arrays
//     fn array_bounds(x: real[4], k: int[2]) = x[k : k + 1]
//                                                ^^^^^^^^^
