fn f(x: real) = x +
fn g(x: real = 3
fn h(x: real) { let y = x }
fn k(x: real) = x ? 1
fn l(x: real) = 1 < x < 2
fn m(x: real) = 99999999999999999999

// error
//   syntax.mg:1:20: error: unexpected end of the declaration, expected an expression
//     fn f(x: real) = x +
//                        ^
//   syntax.mg:2:14: error: unexpected '=', expected ',' or ')'
//     fn g(x: real = 3
//                  ^
//   syntax.mg:3:17: error: a block ends with its value, not with let
//     fn h(x: real) { let y = x }
//                     ^^^^^^^^^
//   syntax.mg:4:19: error: unexpected character '?'
//     fn k(x: real) = x ? 1
//                       ^
//   syntax.mg:5:23: error: comparisons do not chain
//     fn l(x: real) = 1 < x < 2
//                           ^
//     hint: write a < b && b < c
//   syntax.mg:6:17: error: the integer 99999999999999999999 is larger than 9223372036854775807
//     fn m(x: real) = 99999999999999999999
//                     ^^^^^^^^^^^^^^^^^^^^
//     hint: write it with a point for a real: 99999999999999999999.0
