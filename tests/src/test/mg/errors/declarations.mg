type Mesh[v] = {places: real[v, 3]}
type Flat = real[3]
fn mesh(m: Mesh) = sum(m.places)
fn meshes(m: Mesh[2, 3]) = sum(m.places)
fn flat(x: Flat[3]) = sum(x)
fn large(x: real[2 - 3]) = x
fn broken(x: real[1.5]) = x
fn odd[n](x: real[n], y: real[n / 2]) = sum(x) + sum(y)
fn uses(x: real[3]) = odd(x, [1.0])
fn known(k: int, x: real[k]) = x
param record: {a: real} = 1
param whole: int = 1
param row: real[2] = uniform([0, 1], 1)
param three: real[3] = [1, 2]
param faulty: real = real(div(1, 0))
param beyond: real = [1.0][int(sum([2.0, 3]))]
param few: real = normal(1)
fn truth(x: real[true]) = x

// error
//   declarations.mg:3:12: error: 'Mesh' takes 1 size
//     fn mesh(m: Mesh) = sum(m.places)
//                ^^^^
//   declarations.mg:4:14: error: 'Mesh' takes 1 size
//     fn meshes(m: Mesh[2, 3]) = sum(m.places)
//                  ^^^^^^^^^^
//   declarations.mg:5:12: error: 'Flat' takes no sizes
//     fn flat(x: Flat[3]) = sum(x)
//                ^^^^^^^
//   declarations.mg:6:18: error: a size is between 0 and 2147483647, not -1
//     fn large(x: real[2 - 3]) = x
//                      ^^^^^
//   declarations.mg:7:19: error: a size is an int, and this is 1.5
//     fn broken(x: real[1.5]) = x
//                       ^^^
//   declarations.mg:8:31: error: a size is an int, and this is 1.5
//     fn odd[n](x: real[n], y: real[n / 2]) = sum(x) + sum(y)
//                                   ^^^^^
//     with n = 3
//     in 'odd', called at declarations.mg:9:23
//   declarations.mg:10:26: error: unknown name 'k'
//     fn known(k: int, x: real[k]) = x
//                              ^
//     hint: a size is named after the function: fn known[k](…)
//   declarations.mg:11:15: error: a parameter is a number or an array
//     param record: {a: real} = 1
//                   ^^^^^^^^^
//   declarations.mg:12:14: error: a parameter is learnable, so it is real, not int
//     param whole: int = 1
//                  ^^^
//   declarations.mg:13:30: error: this has to be a number, not int[2]
//     param row: real[2] = uniform([0, 1], 1)
//                                  ^^^^^^
//   declarations.mg:14:24: error: the first value of 'three' is int[2], the parameter real[3]
//     param three: real[3] = [1, 2]
//                            ^^^^^^
//   declarations.mg:15:27: error: integer division by zero
//     param faulty: real = real(div(1, 0))
//                               ^^^^^^^^^
//   declarations.mg:16:22: error: the first value of 'beyond' cannot be computed: index 5 is out of range 0..0
//     param beyond: real = [1.0][int(sum([2.0, 3]))]
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^
//   declarations.mg:17:19: error: 'normal' takes two numbers: mean, deviation
//     param few: real = normal(1)
//                       ^^^^^^^^^
//   declarations.mg:18:18: error: a size is an int known at compile time, not bool
//     fn truth(x: real[true]) = x
//                      ^^^^
