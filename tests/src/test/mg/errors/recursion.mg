const a = b
const b = a
fn forever(x: real) = forever(x)
fn ping(x: real) = pong(x)
fn pong(x: real) = ping(x)
fn grows[n](x: real[n]) = grows(concat(x, x))
fn data(x: real) = if x > 0 { data(x - 1) } else { x }

// error
//   recursion.mg:1:11: error: 'b' is defined by itself
//     const a = b
//               ^
//   recursion.mg:2:11: error: 'a' is defined by itself
//     const b = a
//               ^
//   recursion.mg:3:23: error: recursion without end: 'forever' calls itself with arguments of the same types and sizes
//     fn forever(x: real) = forever(x)
//                           ^^^^^^^^^^
//     hint: the condition that ends a recursion must be known at compile time
//   recursion.mg:4:20: error: recursion without end: 'pong' calls itself with arguments of the same types and sizes
//     fn ping(x: real) = pong(x)
//                        ^^^^^^^
//     hint: the condition that ends a recursion must be known at compile time
//     in 'ping', called at recursion.mg:5:20
//   recursion.mg:5:20: error: recursion without end: 'ping' calls itself with arguments of the same types and sizes
//     fn pong(x: real) = ping(x)
//                        ^^^^^^^
//     hint: the condition that ends a recursion must be known at compile time
//     in 'pong', called at recursion.mg:4:20
//   recursion.mg:7:31: error: recursion without end: 'data' calls itself with arguments of the same types and sizes
//     fn data(x: real) = if x > 0 { data(x - 1) } else { x }
//                                   ^^^^^^^^^^^
//     hint: the condition that ends a recursion must be known at compile time
