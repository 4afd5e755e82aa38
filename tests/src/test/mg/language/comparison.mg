fn orders(x: real, y: real) = (x < y, x <= y, x > y, x >= y, x == y, x != y)
fn whole(i: int, j: int) = (i < j, i <= j, i > j, i >= j, i == j, i != j)
fn logic(a: bool, b: bool) = (a && b, a || b, !a, a == b)
fn between(x: real[3]) = 0 < x && x <= 1
fn mixed(i: int, x: real) = i < x

// run orders(x = 1, y = 2) = true, true, false, false, false, true
// run orders(x = 0.0, y = -0.0) = false, true, false, true, true, false
// run orders(x = nan, y = 1) = false, false, false, false, false, true
// run orders(x = nan, y = nan) = false, false, false, false, false, true
// run whole(i = i64 9007199254740993, j = i64 9007199254740992) = false, false, true, true, false, true
// run logic(a = true, b = false) = false, true, false, false
// run logic(a = false, b = false) = false, false, true, true
// run between(x = [0, 1, 0.5]) = [false, true, true]
// run mixed(i = 1, x = 1.5) = true
