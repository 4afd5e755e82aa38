fn f(a: real) {
    let y = sni(a)
    y + b
}
fn f(x: real) = x
fn g(x: real, x: real) = x
param W: reel[3] = 0
fn h() = lenght([1, 2])

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
