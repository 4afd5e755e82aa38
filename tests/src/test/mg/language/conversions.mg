fn whole(x: real) = int(x)
fn single(x: real) = f64(f32(x))
fn counted(b: bool) = int(b) + 1
fn back(i: int) = real(i) / 2
fn through(x: real) = real(int(x)) * x

// run whole(x = -2.9) = -2
// run whole(x = nan) = 0
// run whole(x = 1e300) = 9223372036854775807
// run whole(x = -inf) = -9223372036854775808
// run single(x = 0.1) = 0.10000000149011612
// run counted(b = true) = 2
// run back(i = 3) = 1.5
// grad single(x = 0.1) = 0.10000000149011612, x: 1
// grad through(x = 2.5) = 5, x: 2
