// 1 + 2 * 3 is 7
// 7 - 2 - 1 is 4
// 2 ^ 3 ^ 2 is 512
// -2 ^ 2 is -4
// 2 ^ -1 is 0.5
// (-2) ^ 3 is -8
// -2 ^ -2 is -0.25
// --3 is 3
// 1 / 2 is 0.5
// 6 / 3 is 2
// 1 / 0 is inf
// 7 % 3 is 1
// -7 % 3 is -1
// -7.5 % 2 is -1.5
// div(7, 2) is 3
// div(-7, 2) is -3
// rem(7, 4) is 3
// 1e3 is 1000
// .5 + 1.5e-1 is 0.65
// 3 < 4 && 4 <= 4 && 5 > 4 && 5 >= 5 && 1 == 1.0 && 1 != 2 is true
// true && !false || false is true
// false && 1 / 0 > 0 is false
// true == false is false
// if 1 < 2 { 3 } else { 4 } is 3
// if 1 > 2 { 3 } else if 1 > 1 { 4 } else { 5 } is 5
// { let x = 2; let y = x * x; y + 1 } is 5
// { let (a, (b, c)) = (1, (2, 3)); a + 10 * b + 100 * c } is 321
// (1, 2)[1] is 2
// {a: 1, b: {c: 2}}.b.c is 2
// real(3) / 2 is 1.5
// int(3.9) is 3
// int(-3.9) is -3
// int(true) + int(false) is 1
// max(1, 5, 3) is 5
// min(2.5, 2) is 2
// select(1 < 2, 10, 20) is 10
// gt(2, 1) && ge(2, 2) && lt(1, 2) && le(2, 2) && eq(1, 1) && ne(1, 2) is true
// and(true, or(false, not(false))) is true
// add(1, 2) + sub(5, 3) * mul(2, 2) is 11
// neg(3) + abs(-2) + sign(-2.5) is -2
// pow(2, 0.5) is sqrt(2)
// cbrt(27) is 3
// exp(1) is euler
// log(euler) is 1
// expm1(0) + log1p(0) is 0
// sin(pi / 2) + cos(0) + tan(0) is 2
// asin(1) + acos(1) + atan(0) is pi / 2
// atan2(1, 1) is pi / 4
// hypot(3, 4) is 5
// sinh(0) + cosh(0) + tanh(0) is 1
// sigmoid(0) is 0.5
// erf(0) is 0
// lgamma(5) is log(24)
// digamma(1) is -0.5772156649015329
// relu(-3) + relu(2) is 2
// floor(2.7) + ceil(2.2) + round(2.5) is 7
// nan is 0.0 / 0.0

fn branch(x: real) = if x > 0 { 1 } else { 0.5 }
// branch(2) + branch(-2) is 1.5

fn pair(x: real) = if x > 0 { (x, 1) } else { (0, 2.5) }
// pair(3.0)[0] + pair(-1)[1] is 5.5

/// A newline ends a statement, unless it cannot.
fn lines(x: real) {
    let y = x +
        1

    let z = sum([
        y,
        x,
    y])
    // A comment is nothing.
    if z > 0
    {
        z
    }
    else
    {
        y
    }
}
// lines(1) is 5

fn powers(i: int, x: real) = (i ^ 3, i ^ 0, x ^ 2, x ^ 0.5, x ^ i, 2 ^ i)
// powers(int(sum([1, 2])), 4.0) is (27, 1, 16.0, 2.0, 64.0, 8.0)

fn quotient(i: int, j: int) = i / j
// quotient(int(sum([1])), int(sum([4]))) is 0.25
