param W: real[2] = [1, 2, 3]
param b: bool = true
param u: real = uniform(1)
param v: real = w
param i: int = 1

// error
//   parameters.mg:1:20: error: the first value of 'W' is int[3], the parameter real[2]
//     param W: real[2] = [1, 2, 3]
//                        ^^^^^^^^^
//   parameters.mg:2:10: error: a parameter is learnable, so it is real, not bool
//     param b: bool = true
//              ^^^^
//   parameters.mg:3:17: error: 'uniform' takes two numbers: from, to
//     param u: real = uniform(1)
//                     ^^^^^^^^^^
//   parameters.mg:4:17: error: unknown name 'w', did you mean 'W'?
//     param v: real = w
//                     ^
//   parameters.mg:5:10: error: a parameter is learnable, so it is real, not int
//     param i: int = 1
//              ^^^
