package mg.passes;

import java.util.List;

/// Functions of real arguments with smooth results, one for each construct that has a derivative rule.
final class Examples {
    private Examples() {}

    /// Name and text of each; the function is `@f`.
    static final List<String> ALL = List.of(
            """
            // straight line, values used several times
            func @f(%x: f64, %y: f64) -> f64 {
              %2 = mul %x, %x : f64
              %3 = sin %2 : f64
              %4 = mul %3, %y : f64
              %5 = exp %4 : f64
              %6 = add %5, %2 : f64
              %7 = div %6, %y : f64
              return %7
            }
            """,
            """
            // whole arrays: element operations, broadcasts, reductions
            func @f(%a: f64[3,4], %b: f64[4], %s: f64) -> f64 {
              %3 = broadcast [1] %b : f64[3,4]
              %4 = mul %a, %3 : f64[3,4]
              %5 = broadcast [] %s : f64[3,4]
              %6 = add %4, %5 : f64[3,4]
              %7 = tanh %6 : f64[3,4]
              %8 = reduce sum [0] %7 : f64[4]
              %9 = mul %8, %b : f64[4]
              %10 = reduce prod [0] %9 : f64
              %11 = reduce max [0,1] %6 : f64
              %12 = reduce min [1] %6 : f64[3]
              %13 = reduce sum [0] %12 : f64
              %14 = mul %11, %13 : f64
              %15 = add %10, %14 : f64
              return %15
            }
            """,
            """
            // dot with batch axes, transposes, reshapes
            func @f(%a: f64[2,3,4], %b: f64[5,4,2], %c: f64[3,5]) -> f64 {
              %3 = dot [2=1] batch [0=2] %a, %b : f64[2,3,5]
              %4 = transpose [1,2,0] %3 : f64[3,5,2]
              %5 = dot [0=0,1=1] %4, %c : f64[2]
              %6 = dot [] %5, %5 : f64[2,2]
              %7 = reshape %6 : f64[4]
              %8 = sin %7 : f64[4]
              %9 = dot [0=0] %8, %7 : f64
              return %9
            }
            """,
            """
            // rows that a loop with state inside a loop with state collects
            func @f(%w: f64[3], %x: f64[2]) -> f64 {
              %one = const 1 : i64
              %last = for %t in 0..3 carry(%c = %x) {
                %top, %h, %s = for %l in 0..3 down carry(%v = %c) {
                  %wl = index %w, %l : f64
                  %b = broadcast [] %wl : f64[2]
                  %p = mul %v, %b : f64[2]
                  %e = tanh %p : f64[2]
                  %g = mul %e, %v : f64[2]
                  %q = reduce sum [0] %g : f64
                  yield carry %e, collect %g, sum %q
                } : f64[2], f64[3,2], f64
                %r = index %h, %one : f64[2]
                %z = mul %r, %top : f64[2]
                %u = broadcast [] %s : f64[2]
                %n = add %z, %u : f64[2]
                yield carry %n
              } : f64[2]
              %m = mul %last, %last : f64[2]
              %y = reduce sum [0] %m : f64
              return %y
            }
            """,
            """
            // slices, pads, concatenations
            func @f(%a: f64[7], %b: f64[3]) -> f64 {
              %2 = slice [1:6:2] %a : f64[3]
              %3 = mul %2, %b : f64[3]
              %4 = pad [1::3] %3 : f64[9]
              %5 = concat [0] %a, %b : f64[10]
              %6 = slice [1:10:1] %5 : f64[9]
              %7 = exp %4 : f64[9]
              %8 = mul %7, %6 : f64[9]
              %9 = reduce sum [0] %8 : f64
              return %9
            }
            """,
            """
            // gather, scatter, index, place, iota
            func @f(%a: f64[4,2], %x: f64) -> f64 {
              %2 = const {3, 0, 3, 1, 2} : i64[5]
              %3 = gather %a, %2 : f64[5,2]
              %4 = mul %3, %3 : f64[5,2]
              %5 = scatter_add %4, %2 : f64[4,2]
              %6 = mul %5, %a : f64[4,2]
              %7 = const 2 : i64
              %8 = index %6, %7 : f64[2]
              %9 = const 1 : i64
              %10 = place %x, %9 : f64[2]
              %11 = add %8, %10 : f64[2]
              %12 = sin %11 : f64[2]
              %13 = reduce sum [0] %12 : f64
              return %13
            }
            """,
            """
            // independent loops: collect, sum, max, min over computed values, nested
            func @f(%a: f64[5,3], %b: f64[4,3]) -> f64 {
              %r, %m = for %i in 0..5 {
                %best, %near = for %j in 0..4 {
                  %d, %e = for %k in 0..3 {
                    %x = index %a, %i, %k : f64
                    %y = index %b, %j, %k : f64
                    %u = sub %x, %y : f64
                    %v = mul %u, %u : f64
                    %w = exp %u : f64
                    yield sum %v, collect %w
                  } : f64, f64[3]
                  %z = reduce sum [0] %e : f64
                  %t = mul %z, %d : f64
                  yield min %d, max %t
                } : f64, f64
                %p = mul %best, %near : f64
                yield sum %p, collect %best
              } : f64, f64[5]
              %q = reduce prod [0] %m : f64
              %s = add %r, %q : f64
              return %s
            }
            """,
            """
            // carried state, upwards and downwards, with collects and sums beside
            func @f(%x0: f64, %w: f64[6], %h: f64[3]) -> f64 {
              %x, %v, %s, %all = for %i in 0..6 carry(%xc = %x0, %vc = %h) {
                %wi = index %w, %i : f64
                %p = mul %xc, %wi : f64
                %q = sin %p : f64
                %bq = broadcast [] %q : f64[3]
                %v2 = mul %vc, %bq : f64[3]
                %v3 = add %v2, %h : f64[3]
                %one = const 1 : i64
                %e = index %vc, %one : f64
                %g = mul %e, %q : f64
                yield carry %q, carry %v3, sum %g, collect %p
              } : f64, f64[3], f64, f64[6]
              %y, %mx = for %i2 in 0..6 down carry(%yc = %s) {
                %ai = index %all, %i2 : f64
                %t = tanh %yc : f64
                %u = add %t, %ai : f64
                %u2 = mul %u, %u : f64
                yield carry %u, max %u2
              } : f64, f64
              %sv = reduce sum [0] %v : f64
              %z = mul %y, %sv : f64
              %z2 = add %z, %x : f64
              %z3 = add %z2, %mx : f64
              return %z3
            }
            """,
            """
            // bounded loops: a triangle, and one with state
            func @f(%a: f64[4,4], %x: f64[4]) -> f64 {
              %y = for %r in 0..4 {
                %s = for %c in 0..4 until %r {
                  %l = index %a, %r, %c : f64
                  %xc = index %x, %c : f64
                  %p = mul %l, %xc : f64
                  %q = mul %p, %p : f64
                  yield sum %q
                } : f64
                %one = const 0x1p0 : f64
                %m, %big = for %c2 in 0..4 until %r carry(%acc = %one) {
                  %l2 = index %a, %c2, %r : f64
                  %n = mul %acc, %l2 : f64
                  %o = mul %l2, %l2 : f64
                  yield carry %n, max %o
                } : f64, f64
                %zero = const 0 : i64
                %some = lt %zero, %r : bool
                %ok = if %some {
                  yield %big
                } else {
                  yield %one
                } : f64
                %t = mul %m, %ok : f64
                %t2 = add %t, %s : f64
                yield collect %t2
              } : f64[4]
              %z = dot [0=0] %y, %x : f64
              return %z
            }
            """,
            """
            // loops of which nothing is known at most: every kind, with state and without, one that does not run
            func @f(%a: f64[4,4], %x: f64[4]) -> f64 {
              %zero = const 0 : i64
              %y = for %r in 0..4 {
                %p, %mx, %at, %s = for %c in 0..9223372036854775807 until %r {
                  %l = index %a, %r, %c : f64
                  %xc = index %x, %c : f64
                  %two = const 0x1p1 : f64
                  %l2 = add %l, %two : f64
                  %q = mul %l2, %xc : f64
                  %big = sin %q : f64
                  yield prod %l2, max %big, argmin %q, sum %q
                } : f64, f64, i64, f64
                %one = const 0x1p0 : f64
                %m, %least, %when, %total, %any = for %c2 in 0..9223372036854775807 down until %r carry(%acc = %one) {
                  %l3 = index %a, %c2, %r : f64
                  %n = mul %acc, %l3 : f64
                  %xn = index %x, %c2 : f64
                  %o = mul %n, %xn : f64
                  %pos = lt %o, %l3 : bool
                  yield carry %n, min %o, argmax %o, sum %o, any %pos
                } : f64, f64, i64, f64, bool
                %some = lt %zero, %r : bool
                %t = if %some {
                  %xa = index %x, %at : f64
                  %xw = index %x, %when : f64
                  %u1 = mul %mx, %xa : f64
                  %u2 = mul %least, %xw : f64
                  %u3 = add %u1, %u2 : f64
                  yield %u3
                } else {
                  yield %one
                } : f64
                %t1 = mul %m, %p : f64
                %t2 = add %t1, %t : f64
                %t3 = select %any, %s, %total : f64
                %t4 = add %t2, %t3 : f64
                yield collect %t4
              } : f64[4]
              %z = dot [0=0] %y, %x : f64
              return %z
            }
            """,
            """
            // branches, also inside loops; the other side has no value
            func @f(%x: f64[5], %y: f64) -> f64 {
              %s = for %i in 0..5 {
                %a = index %x, %i : f64
                %zero = const 0x0p0 : f64
                %pos = lt %zero, %a : bool
                %r, %q = if %pos {
                  %b = log %a : f64
                  %c = mul %b, %y : f64
                  yield %c, %a
                } else {
                  %d = mul %a, %a : f64
                  %n = neg %a : f64
                  %e = sqrt %n : f64
                  yield %d, %e
                } : f64, f64
                %t = mul %r, %q : f64
                yield sum %t
              } : f64
              %half = const 0x1p-1 : f64
              %big = lt %half, %y : bool
              %z = if %big {
                %u = for %j in 0..5 {
                  %v = index %x, %j : f64
                  %w = sin %v : f64
                  yield sum %w
                } : f64
                yield %u
              } else {
                yield %s
              } : f64
              %o = mul %z, %s : f64
              return %o
            }
            """,
            """
            // a function called twice, and a loop whose state is a matrix
            func @g(%m: f64[2,2], %k: f64) -> f64[2,2] {
              %2 = broadcast [] %k : f64[2,2]
              %3 = mul %m, %2 : f64[2,2]
              %4 = sin %3 : f64[2,2]
              return %4
            }
            func @f(%m: f64[2,2], %k: f64) -> f64 {
              %p = call @g(%m, %k) : f64[2,2]
              %s = for %i in 0..3 carry(%c = %p) {
                %d = dot [1=0] %c, %m : f64[2,2]
                %e = call @g(%d, %k) : f64[2,2]
                yield carry %e
              } : f64[2,2]
              %t = reduce sum [0,1] %s : f64
              return %t
            }
            """,
            """
            // cholesky, of which only the lower triangle is read
            func @f(%m: f64[3,3], %c: f64[3,3]) -> f64 {
              %2 = const {6.0, 0.0, 0.0, 0.0, 6.0, 0.0, 0.0, 0.0, 6.0} : f64[3,3]
              %3 = add %m, %2 : f64[3,3]
              %4 = cholesky %3 : f64[3,3]
              %5 = mul %4, %c : f64[3,3]
              %6 = exp %5 : f64[3,3]
              %7 = reduce sum [0,1] %6 : f64
              return %7
            }
            """,
            """
            // systems: general, lower, upper; with one column and with several
            func @f(%a: f64[3,3], %b: f64[3], %c: f64[3,2]) -> f64 {
              %3 = const {0.0, 4.0, 0.0, 0.0, 0.0, 4.0, 4.0, 0.0, 0.0} : f64[3,3]
              %4 = const {4.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 4.0} : f64[3,3]
              %5 = add %a, %3 : f64[3,3]
              %6 = add %a, %4 : f64[3,3]
              %7 = solve %5, %b : f64[3]
              %8 = solve %5, %c : f64[3,2]
              %9 = triangular_solve lower %6, %7 : f64[3]
              %10 = triangular_solve upper %6, %8 : f64[3,2]
              %11 = transpose [1,0] %6 : f64[3,3]
              %12 = triangular_solve upper %11, %b : f64[3]
              %13 = add %9, %12 : f64[3]
              %14 = dot [0=0] %13, %10 : f64[2]
              %15 = exp %14 : f64[2]
              %16 = reduce sum [0] %15 : f64
              return %16
            }
            """,
            """
            // systems in a loop, with a constant matrix, and with a constant right-hand side
            func @f(%a: f64[4,2,2], %b: f64[2]) -> f64 {
              %2 = const {3.0, 0.5, 1.0, 2.0} : f64[2,2]
              %3 = const {1.0, -2.0} : f64[2]
              %x, %all = for %i in 0..4 carry(%state = %b) {
                %m = index %a, %i : f64[2,2]
                %n = add %m, %2 : f64[2,2]
                %p = solve %n, %state : f64[2]
                %q = solve %2, %p : f64[2]
                %l = triangular_solve lower %n, %3 : f64[2]
                %s = mul %q, %l : f64[2]
                %t = sin %s : f64[2]
                %u = add %t, %b : f64[2]
                yield carry %u, collect %p
              } : f64[2], f64[4,2]
              %y = reduce sum [0] %all : f64[2]
              %z = dot [0=0] %x, %y : f64
              return %z
            }
            """,
            """
            // while loops: one inside the other, state of several kinds
            func @f(%x: f64, %y: f64[2]) -> f64 {
              %n = const 0 : i64
              %end, %v, %c = while (%a = %x, %b = %y, %k = %n) {
                %three = const 3 : i64
                %t = lt %k, %three : bool
                yield %t
              } do (%a2, %b2, %k2) {
                %lim = const 0x1.8p1 : f64
                %one = const 1 : i64
                %k3 = add %k2, %one : i64
                %w = while (%p = %a2) {
                  %m = mul %p, %p : f64
                  %t2 = lt %m, %lim : bool
                  yield %t2
                } do (%p2) {
                  %b0 = index %b2, %n : f64
                  %e = exp %b0 : f64
                  %q = abs %p2 : f64
                  %r = add %q, %e : f64
                  yield %r
                } : f64
                %wb = broadcast [] %w : f64[2]
                %s = sin %wb : f64[2]
                %b3 = mul %b2, %s : f64[2]
                %a3 = div %x, %w : f64
                yield %a3, %b3, %k3
              } : f64, f64[2], i64
              %z = dot [0=0] %v, %y : f64
              %z2 = add %z, %end : f64
              return %z2
            }
            """);
}
