fn remainder(i: int, j: int) = i % j
fn known(i: int) = i % 2

// run known(i = -3) = -1
// run remainder(i = i64 -9223372036854775808, j = -1) = 0
// error remainder(i = 1, j = 0)
//   integers.mg:1:34: error: integer division by zero
