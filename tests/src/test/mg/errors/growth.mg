fn grows[n](x: real[n]) = grows(concat(x, [1.0]))

// error grows(x = [1])
//   growth.mg:1:27: error: recursion without end: calls nest more than 200 deep
//     fn grows[n](x: real[n]) = grows(concat(x, [1.0]))
//                               ^^^^^^^^^^^^^^^^^^^^^^^
