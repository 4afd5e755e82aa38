fn same[n](x: real[n], y: real[n]) = sum(x * y)
fn halves[n](x: real[2 * n]) = n
fn given[n](x: real) = n * x
fn quarter[n](x: real[n], y: real[n / 4]) = n
fn triangle[d](x: real[d], y: real[d * (d - 1) / 2]) = sum(x) + sum(y)

// error same(x = [1, 2], y = [1, 2, 3])
//   sizes.mg:1:27: error: argument 'y' of 'same' is real[n], not real[3]
//     fn same[n](x: real[n], y: real[n]) = sum(x * y)
//                               ^^^^^^^
//     the y given is real[3]
//     'y' is declared real[n] at sizes.mg:1:27
//     size n is 2 by what is before, and 3 here
// error halves(x = [1, 2, 3])
//   sizes.mg:2:17: error: argument 'x' of 'halves' is real[2 * n], not real[3]
//     fn halves[n](x: real[2 * n]) = n
//                     ^^^^^^^^^^^
//     the x given is real[3]
//     'x' is declared real[2 * n] at sizes.mg:2:17
//     axis 0 is 3, it has to be 4
// error given(x = 1)
//   sizes.mg:3:4: error: size 'n' of 'given' is not known
//     fn given[n](x: real) = n * x
//        ^^^^^
//     hint: give the type of an argument that has it, or --size n=…
// error given[n = -1](x = 1)
//   error: size 'n' is negative: -1
// error given[m = 1](x = 1)
//   error: 'given' has no size 'm'
// error quarter(x = [1, 2, 3, 4, 5, 6], y = [1])
//   sizes.mg:4:35: error: a size is an int, and this is 1.5
//     fn quarter[n](x: real[n], y: real[n / 4]) = n
//                                       ^^^^^
//     with n = 6
// run triangle(x = [1, 2, 3], y = [1, 2, 3]) = 12
// run quarter(x = [1, 2, 3, 4], y = [1]) = 4
// error same(x = [1, 2], z = [1, 2])
//   error: 'same' has no argument 'z'
// run halves(x = [1, 2, 3, 4]) = 2
