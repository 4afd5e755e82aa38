fn f(a: real) {
    let y = sni(a)
    y + b
}
fn f(x: real) = x
fn g(x: real, x: real) = x
param W: reel[3] = 0
fn h() = lenght([1, 2])
fn no_size(x: real[n]) = sum(x)
fn one_size[d](x: real[d], y: (real, {a: real[2 * n]})) = sum(x)
type Mesh = {places: real[v, 3]}
param w: real[width] = 0

// error
//   names.mg:2:13: error: unknown name 'sni', did you mean 'sin'?
//         let y = sni(a)
//                 ^^^
//   names.mg:3:9: error: unknown name 'b'
//         y + b
//             ^
//   names.mg:5:4: error: 'f' is declared already
//     fn f(x: real) = x
//        ^
//     it is declared at names.mg:1:4
//   names.mg:6:15: error: 'x' is named twice
//     fn g(x: real, x: real) = x
//                   ^
//   names.mg:7:10: error: unknown type 'reel', did you mean 'real'?
//     param W: reel[3] = 0
//              ^^^^^^^
//   names.mg:8:10: error: unknown name 'lenght'
//     fn h() = lenght([1, 2])
//              ^^^^^^
//   names.mg:9:20: error: unknown name 'n'
//     fn no_size(x: real[n]) = sum(x)
//                        ^
//     hint: a size is named after the function: fn no_size[n](…)
//   names.mg:10:51: error: unknown name 'n'
//     fn one_size[d](x: real[d], y: (real, {a: real[2 * n]})) = sum(x)
//                                                       ^
//     hint: a size is named after the function: fn one_size[d, n](…)
//   names.mg:11:27: error: unknown name 'v'
//     type Mesh = {places: real[v, 3]}
//                               ^
//     hint: a size is named after the type: type Mesh[v] = …
//   names.mg:12:15: error: unknown name 'width'
//     param w: real[width] = 0
//                   ^^^^^
//     hint: the sizes of a parameter are constants: const width = …
