package mg.passes.lower;

import java.util.List;

/// Functions for [LoweringTest]; the first line of each says what it is about.
final class Lists {
    private Lists() {}

    static final List<String> STRAIGHT = List.of(
            """
            // scalars of every type
            func @f(%x: f64, %y: f32, %k: i64, %b: bool) -> (p: f64, q: f32, r: i64, s: bool, t: f64) {
              %4 = mul %x, %x : f64
              %5 = cast f32 %x : f32
              %6 = add %5, %y : f32
              %7 = const 3 : i64
              %8 = mul %k, %7 : i64
              %9 = sub %8, %k : i64
              %10 = neg %9 : i64
              %11 = lt %x, %4 : bool
              %12 = or %11, %b : bool
              %13 = cast f64 %12 : f64
              %14 = select %b, %4, %13 : f64
              return %4, %6, %10, %12, %14
            }
            """,
            """
            // integer division checks its divisor
            func @f(%a: i64, %b: i64) -> (q: i64, r: i64) {
              %2 = div %a, %b : i64
              %3 = const 5 : i64
              %4 = rem %2, %3 : i64
              return %2, %4
            }
            """,
            """
            // element operations on arrays
            func @f(%x: f64[3,2], %y: f64[3,2], %i: i64[4], %j: i64[4], %b: bool[4]) -> (f: f64[3,2], g: i64[4], h: i64[4]) {
              %5 = sub %x, %y : f64[3,2]
              %6 = mul %5, %5 : f64[3,2]
              %7 = add %6, %x : f64[3,2]
              %8 = add %7, %7 : f64[3,2]
              %9 = div %i, %j : i64[4]
              %10 = select %b, %i, %j : i64[4]
              return %8, %9, %10
            }
            """,
            """
            // casts of arrays
            func @f(%x: f64[3], %b: bool[2], %k: i64[2]) -> (p: f32[3], q: i64[3], r: i64[2], s: f64[3], t: f32[2]) {
              %3 = cast f32 %x : f32[3]
              %4 = cast i64 %x : i64[3]
              %5 = cast i64 %b : i64[2]
              %6 = cast f64 %x : f64[3]
              %7 = cast f32 %k : f32[2]
              return %3, %4, %5, %6, %7
            }
            """,
            """
            // factors and systems
            func @f(%a: f64[3,3], %b: f64[3], %c: f64[3,2], %s: f32[2,2], %d: f32[2]) -> (l: f64[3,3], x: f64[3], y: f64[3,2], p: f64[3,2], q: f64[3], m: f32[2,2], r: f32[2], t: f32[2]) {
              %5 = dot [1=1] %a, %a : f64[3,3]
              %6 = cholesky %5 : f64[3,3]
              %7 = solve %a, %b : f64[3]
              %8 = solve %a, %c : f64[3,2]
              %9 = triangular_solve lower %a, %c : f64[3,2]
              %10 = transpose [1,0] %a : f64[3,3]
              %11 = triangular_solve upper %10, %b : f64[3]
              %12 = cholesky %s : f32[2,2]
              %13 = solve %s, %d : f32[2]
              %14 = triangular_solve lower %s, %d : f32[2]
              return %6, %7, %8, %9, %11, %12, %13, %14
            }
            """,
            """
            // factors and systems of nothing, and of what is not in memory
            func @f(%e: f64[0,0], %b: f64[0], %c: f64[3,0], %v: f64[3], %z: f64) -> (l: f64[0,0], x: f64[0], y: f64[3,0], p: f64[0,2], q: f64[3], r: f64[3,3], s: f64[3]) {
              %5 = cholesky %e : f64[0,0]
              %6 = solve %e, %b : f64[0]
              %7 = broadcast [] %z : f64[3,3]
              %8 = solve %7, %c : f64[3,0]
              %9 = const {} : f64[0,2]
              %10 = triangular_solve upper %e, %9 : f64[0,2]
              %11 = triangular_solve lower %7, %v : f64[3]
              %12 = cholesky %7 : f64[3,3]
              %13 = broadcast [] %z : f64[3]
              %14 = solve %12, %13 : f64[3]
              return %5, %6, %8, %10, %11, %12, %14
            }
            """,
            """
            // constants, iota and broadcasts
            func @f(%x: f64, %v: f64[3]) -> (p: f64[2,3], q: f64[3,2], r: i64[4], s: f64[2], t: i64[2,2], u: f64[2,0]) {
              %2 = broadcast [] %x : f64[2,3]
              %3 = broadcast [0] %v : f64[3,2]
              %4 = iota 4 : i64[4]
              %5 = const {1.5, 2.5} : f64[2]
              %6 = reshape %4 : i64[2,2]
              %7 = transpose [1,0] %6 : i64[2,2]
              %8 = const {} : f64[2,0]
              return %2, %3, %4, %5, %7, %8
            }
            """,
            """
            // the same result twice, an argument, a constant
            func @f(%x: f64[3], %s: f64) -> (a: f64[3], b: f64[3], c: f64[3], d: f64, e: f64[2], f: f64[3]) {
              %2 = mul %x, %x : f64[3]
              %3 = const {7, 7} : f64[2]
              %4 = add %2, %x : f64[3]
              return %2, %2, %x, %s, %3, %4
            }
            """,
            """
            // views of views
            func @f(%x: f64[4,3,2], %i: i64, %j: i64) -> (a: f64, b: f64[2], c: f64[2,2,3], d: f64[6], e: f64[3,4], f: f64[2,12]) {
              %3 = index %x, %i, %j : f64[2]
              %4 = index %3, %i : f64
              %5 = transpose [2,0,1] %x : f64[2,4,3]
              %6 = slice [0:2:1,1:4:2,0:3:1] %5 : f64[2,2,3]
              %7 = index %x, %j : f64[3,2]
              %8 = transpose [1,0] %7 : f64[2,3]
              %9 = reshape %8 : f64[6]
              %10 = index %5, %i : f64[4,3]
              %11 = transpose [1,0] %10 : f64[3,4]
              %12 = reshape %5 : f64[2,12]
              return %4, %3, %6, %9, %11, %12
            }
            """,
            """
            // scalars and arrays of one element
            func @f(%x: f64, %y: f64[1,1]) -> (a: f64[1], b: f64, c: f64[1,1,1], d: f64, e: f64, f: f64) {
              %2 = reshape %x : f64[1]
              %3 = reshape %y : f64
              %4 = reshape %y : f64[1,1,1]
              %5 = transpose [] %x : f64
              %6 = stop_gradient %x : f64
              %7 = broadcast [] %x : f64
              %8 = add %6, %7 : f64
              return %2, %3, %4, %5, %6, %8
            }
            """,
            """
            // pads, places and concatenations
            func @f(%x: f64[2], %s: f64, %i: i64, %b: bool[2]) -> (a: f64[7], b: f64[3,2], c: f64[3], d: f64[7,1], e: bool[5], f: f64[2,4]) {
              %4 = mul %x, %x : f64[2]
              %5 = pad [1::3] %4 : f64[7]
              %6 = place %4, %i : f64[3,2]
              %7 = place %s, %i : f64[3]
              %8 = concat [0] %4, %x, %7 : f64[7]
              %9 = reshape %8 : f64[7,1]
              %10 = pad [2::2] %b : bool[5]
              %11 = reshape %x : f64[2,1]
              %12 = reshape %4 : f64[2,1]
              %13 = concat [1] %11, %12, %11, %11 : f64[2,4]
              return %5, %6, %7, %9, %10, %13
            }
            """,
            """
            // gather and scatter
            func @f(%x: f64[3,2], %k: i64[2,2], %i: i64, %v: f64[3]) -> (a: f64[2,2,2], b: f64[3,2], c: f64[2], d: f64, e: f64[3]) {
              %4 = gather %x, %k : f64[2,2,2]
              %5 = mul %4, %4 : f64[2,2,2]
              %6 = scatter_add %5, %k : f64[3,2]
              %7 = gather %x, %i : f64[2]
              %8 = gather %v, %i : f64
              %9 = scatter_add %8, %i : f64[3]
              return %4, %6, %7, %8, %9
            }
            """,
            """
            // dot products
            func @f(%a: f64[2,3], %b: f64[3,4], %x: f64[3], %k: i64[3]) -> (p: f64[2,4], q: f64[2], r: f64[4], s: f64, t: f64[3,2,3], u: f64[3,2], v: i64) {
              %4 = dot [1=0] %a, %b : f64[2,4]
              %5 = dot [1=0] %a, %x : f64[2]
              %6 = dot [0=0] %b, %x : f64[4]
              %7 = dot [0=0] %x, %x : f64
              %8 = dot [] %x, %a : f64[3,2,3]
              %9 = dot [1=1] batch [0=0] %b, %b : f64[3]
              %10 = dot [] batch [0=1] %x, %a : f64[3,2]
              %11 = dot [0=0] %k, %k : i64
              return %4, %5, %6, %7, %8, %10, %11
            }
            """,
            """
            // dot products of float, of nothing, of transposes
            func @f(%a: f32[3,2], %b: f32[2,3], %e: f64[0,3], %g: f64[2,0]) -> (p: f32[2,2], q: f64[2,3], r: f32, s: f32[3,3]) {
              %4 = transpose [1,0] %b : f32[3,2]
              %5 = dot [0=0] %a, %4 : f32[2,2]
              %6 = dot [1=0] %g, %e : f64[2,3]
              %7 = dot [0=0,1=1] %a, %4 : f32
              %8 = dot [1=0] %a, %b : f32[3,3]
              return %5, %6, %7, %8
            }
            """,
            """
            // empty arrays
            func @f(%x: f64[0,3], %y: f64[2,0], %z: f64[4]) -> (a: f64[0,3], b: f64[0], c: f64[2,0,5], d: f64[4,3], e: f64[4]) {
              %3 = mul %x, %x : f64[0,3]
              %4 = reshape %3 : f64[0]
              %5 = broadcast [0,1] %y : f64[2,0,5]
              %6 = pad [0::1,0::1] %x : f64[4,3]
              %7 = concat [0] %4, %z : f64[4]
              return %3, %4, %5, %6, %7
            }
            """);

    static final List<String> LOOPS = List.of(
            """
            // all kinds at once
            func @f(%x: f64[5], %b: bool[5]) -> (a: f64, b: f64[5], c: f64, d: f64, e: f64, f: f64, g: i64, h: i64, i: bool, j: bool) {
              %2 = const 0.5 : f64
              %3, %4, %5, %6, %7, %8, %9, %10, %11, %12 = for %13 in 0..5 carry(%14 = %2) {
                %15 = index %x, %13 : f64
                %16 = index %b, %13 : bool
                %17 = mul %14, %15 : f64
                %18 = add %17, %2 : f64
                yield carry %18, collect %14, sum %15, prod %15, max %15, min %15, argmax %15, argmin %15, any %16, all %16
              } : f64, f64[5], f64, f64, f64, f64, i64, i64, bool, bool
              return %3, %4, %5, %6, %7, %8, %9, %10, %11, %12
            }
            """,
            """
            // integers of all kinds, downwards
            func @f(%x: i64[4]) -> (a: i64, b: i64[4], c: i64, d: i64, e: i64, f: i64, g: i64, h: i64) {
              %1 = const 1 : i64
              %2, %3, %4, %5, %6, %7, %8, %9 = for %10 in 0..4 down carry(%11 = %1) {
                %12 = index %x, %10 : i64
                %13 = sub %12, %11 : i64
                yield carry %13, collect %10, sum %12, prod %12, max %12, min %12, argmax %12, argmin %12
              } : i64, i64[4], i64, i64, i64, i64, i64, i64
              return %2, %3, %4, %5, %6, %7, %8, %9
            }
            """,
            """
            // carried scalars change places
            func @f(%x: f64, %y: f64, %z: f64) -> (a: f64, b: f64, c: f64, d: f64[4]) {
              %3, %4, %5, %6 = for %7 in 0..4 carry(%8 = %x, %9 = %y, %10 = %z) {
                %11 = add %8, %9 : f64
                yield carry %9, carry %10, carry %8, collect %11
              } : f64, f64, f64, f64[4]
              return %3, %4, %5, %6
            }
            """,
            """
            // carried arrays change places
            func @f(%x: f64[3], %y: f64[3]) -> (a: f64[3], b: f64[3], c: f64[4,3]) {
              %2, %3, %4 = for %5 in 0..4 carry(%6 = %x, %7 = %y) {
                %8 = add %6, %7 : f64[3]
                yield carry %7, carry %8, collect %6
              } : f64[3], f64[3], f64[4,3]
              return %2, %3, %4
            }
            """,
            """
            // a carried array is transposed, sliced and reshaped
            func @f(%x: f64[2,2]) -> (a: f64[2,2], b: f64) {
              %1, %2 = for %3 in 0..3 carry(%4 = %x) {
                %5 = transpose [1,0] %4 : f64[2,2]
                %6 = index %4, %9 : f64[2]
                %9 = const 1 : i64
                %7 = index %4, %9, %9 : f64
                yield carry %5, sum %7
              } : f64[2,2], f64
              return %1, %2
            }
            """.replace("    %6 = index %4, %9 : f64[2]\n", ""),
            """
            // bounded loops
            func @f(%n: i64, %x: f64[2]) -> (a: f64, b: i64, c: i64) {
              %2 = const 0.0 : f64
              %3, %4, %5 = for %6 in 0..2 until %n carry(%7 = %2) {
                %8 = index %x, %6 : f64
                %9 = add %7, %8 : f64
                yield carry %9, sum %6, argmin %8
              } : f64, i64, i64
              return %3, %4, %5
            }
            """,
            """
            // triangular loops, downwards
            func @f(%x: f64[4]) -> (a: f64[4], b: f64[4]) {
              %1, %2 = for %3 in 0..4 {
                %4 = for %5 in 0..3 down until %3 {
                  %6 = index %x, %5 : f64
                  yield sum %6
                } : f64
                %7 = const 3 : i64
                %8 = sub %7, %3 : i64
                %9 = index %x, %8 : f64
                yield collect %4, collect %9
              } : f64[4], f64[4]
              return %1, %2
            }
            """,
            """
            // no iterations
            func @f(%x: f64[2], %n: i64) -> (a: f64[2], b: f64[0,2], c: f64[2], d: f64, e: f64, f: f64, g: bool) {
              %2, %3, %4, %5, %6, %7, %8 = for %9 in 0..0 carry(%10 = %x) {
                %11 = add %10, %10 : f64[2]
                %12 = index %x, %9 : f64
                %13 = lt %12, %12 : bool
                yield carry %11, collect %11, sum %11, prod %12, max %12, sum %12, all %13
              } : f64[2], f64[0,2], f64[2], f64, f64, f64, bool
              return %2, %3, %4, %5, %6, %7, %8
            }
            """,
            """
            // nested loops with shifted positions
            func @f(%x: f64[12]) -> (a: f64[3,4], b: f64[2]) {
              %1 = for %2 in 0..3 {
                %3 = for %4 in 0..4 {
                  %5 = const 4 : i64
                  %6 = mul %2, %5 : i64
                  %7 = add %6, %4 : i64
                  %8 = index %x, %7 : f64
                  yield collect %8
                } : f64[4]
                yield collect %3
              } : f64[3,4]
              %9 = for %10 in 0..2 {
                %11 = const 11 : i64
                %12 = sub %11, %10 : i64
                %13 = index %x, %12 : f64
                yield collect %13
              } : f64[2]
              return %1, %9
            }
            """,
            """
            // positions outside
            func @f(%x: f64[4], %k: i64) -> f64[3] {
              %2 = for %3 in 0..3 {
                %4 = add %3, %k : i64
                %5 = index %x, %4 : f64
                %6 = index %x, %4 : f64
                %7 = mul %5, %6 : f64
                yield collect %7
              } : f64[3]
              return %2
            }
            """,
            """
            // while with scalars
            func @f(%x: f64, %n: i64) -> (a: f64, b: i64) {
              %2, %3 = while (%4 = %x, %5 = %n) {
                %6 = const 7 : i64
                %7 = lt %5, %6 : bool
                yield %7
              } do (%8, %9) {
                %10 = const 1 : i64
                %11 = add %9, %10 : i64
                %12 = sin %8 : f64
                yield %12, %11
              } : f64, i64
              return %2, %3
            }
            """,
            """
            // while with arrays, and a condition that is carried
            func @f(%x: f64[3], %b: bool, %k: i64) -> (a: f64[3], b: bool, c: f64[3], d: i64) {
              %3, %4, %5, %6 = while (%7 = %x, %8 = %b, %9 = %x, %10 = %k) {
                yield %8
              } do (%11, %12, %13, %14) {
                %15 = mul %11, %13 : f64[3]
                %16 = const 1 : i64
                %17 = add %14, %16 : i64
                %18 = const 9 : i64
                %19 = lt %17, %18 : bool
                yield %13, %19, %15, %17
              } : f64[3], bool, f64[3], i64
              return %3, %4, %5, %6
            }
            """,
            """
            // while on an outer condition that is false
            func @f(%x: f64, %y: f64) -> f64 {
              %2 = lt %x, %x : bool
              %3 = while (%4 = %x) {
                yield %2
              } do (%5) {
                %6 = add %5, %y : f64
                yield %6
              } : f64
              return %3
            }
            """,
            """
            // if with scalars and arrays
            func @f(%b: bool, %x: f64[3], %s: f64, %k: i64) -> (p: f64, q: f64[3], r: i64, t: f64[3]) {
              %4, %5, %6, %7 = if %b {
                %8 = mul %x, %x : f64[3]
                %9 = mul %s, %s : f64
                yield %9, %8, %k, %8
              } else {
                %10 = const 2 : i64
                %11 = index %x, %k : f64
                yield %11, %x, %10, %x
              } : f64, f64[3], i64, f64[3]
              return %4, %5, %6, %7
            }
            """,
            """
            // if in a loop, with a trap in the branch not taken
            func @f(%x: f64[3], %k: i64[5]) -> (a: f64[5], b: f64[3]) {
              %2, %3 = for %4 in 0..5 {
                %5 = index %k, %4 : i64
                %6 = const 0 : i64
                %7 = const 2 : i64
                %8 = le %6, %5 : bool
                %9 = le %5, %7 : bool
                %10 = and %8, %9 : bool
                %11, %12 = if %10 {
                  %13 = index %x, %5 : f64
                  %14 = place %13, %5 : f64[3]
                  yield %13, %14
                } else {
                  %15 = const 0.25 : f64
                  %16 = broadcast [] %15 : f64[3]
                  yield %15, %16
                } : f64, f64[3]
                yield collect %11, sum %12
              } : f64[5], f64[3]
              return %2, %3
            }
            """);

    static final List<String> DESTINATIONS = List.of(
            """
            // results of one instruction that are added to each other
            func @f(%x: f64[3,3], %k: i64, %c: bool) -> (loop: f64[3,3], part: f64[3,3], branch: f64[3,3], sums: f64[3,3]) {
              %rows, %total, %most = for %i in 0..3 {
                %r = index %x, %i : f64[3]
                %d = mul %r, %r : f64[3]
                %m = mul %x, %x : f64[3,3]
                yield collect %d, sum %m, sum %x
              } : f64[3,3], f64[3,3], f64[3,3]
              %loop = add %rows, %total : f64[3,3]
              %first, %second = for %j in 0..3 {
                %s = index %x, %j : f64[3]
                %u = mul %s, %s : f64[3]
                yield collect %u, sum %u
              } : f64[3,3], f64[3]
              %turned = transpose [1,0] %first : f64[3,3]
              %placed = place %second, %k : f64[3,3]
              %part = add %placed, %turned : f64[3,3]
              %yes, %no = if %c {
                %p = exp %x : f64[3,3]
                %q = mul %p, %x : f64[3,3]
                yield %q, %p
              } else {
                %v = neg %x : f64[3,3]
                %w = mul %v, %x : f64[3,3]
                yield %v, %w
              } : f64[3,3], f64[3,3]
              %branch = add %yes, %no : f64[3,3]
              %one, %two = for %l in 0..3 {
                %y = mul %x, %x : f64[3,3]
                %z = neg %x : f64[3,3]
                yield sum %y, sum %z
              } : f64[3,3], f64[3,3]
              %sums = add %one, %two : f64[3,3]
              %more = add %most, %sums : f64[3,3]
              return %loop, %part, %branch, %more
            }
            """,
            """
            // factors and systems in rows, in sums, in other orders, carried
            func @f(%a: f64[4,3,3], %b: f64[3], %c: f64[3,3]) -> (rows: f64[4,3,3], sum: f64[3,3], x: f64[3], y: f64[3,3], z: f64[5,3]) {
              %rows, %sum, %total = for %i in 0..4 {
                %m = index %a, %i : f64[3,3]
                %l = cholesky %m : f64[3,3]
                %t = transpose [1,0] %l : f64[3,3]
                %s = solve %m, %c : f64[3,3]
                %u = triangular_solve lower %m, %c : f64[3,3]
                %v = add %s, %u : f64[3,3]
                %w = solve %m, %b : f64[3]
                yield collect %t, sum %v, sum %w
              } : f64[4,3,3], f64[3,3], f64[3]
              %x = for %j in 0..4 carry(%state = %b) {
                %m2 = index %a, %j : f64[3,3]
                %n = solve %m2, %state : f64[3]
                yield carry %n
              } : f64[3]
              %k = const 2 : i64
              %p = add %x, %total : f64[3]
              %q = solve %c, %p : f64[3]
              %placed = place %q, %k : f64[5,3]
              %r = cholesky %c : f64[3,3]
              %o = add %r, %sum : f64[3,3]
              return %rows, %sum, %x, %o, %placed
            }
            """,
            """
            // a sum of placed values
            func @f(%x: f64[4,2], %k: i64[4]) -> (a: f64[3,2], b: f64[3]) {
              %2, %3 = for %4 in 0..4 {
                %5 = index %k, %4 : i64
                %6 = index %x, %4 : f64[2]
                %7 = mul %6, %6 : f64[2]
                %8 = place %7, %5 : f64[3,2]
                %9 = index %6, %10 : f64
                %11 = place %9, %5 : f64[3]
                yield sum %8, sum %11
              } : f64[3,2], f64[3]
              return %2, %3
            }
            """.replace("%9 = index %6, %10 : f64", "%10 = const 1 : i64\n    %9 = index %6, %10 : f64"),
            """
            // a sum of sums, of placed values and of products
            func @f(%x: f64[3,2], %y: f64[2], %k: i64) -> f64[3,2] {
              %3 = for %4 in 0..3 {
                %5 = index %x, %4 : f64[2]
                %6 = mul %5, %y : f64[2]
                %7 = place %6, %k : f64[3,2]
                %8 = dot [] %y, %y : f64[2,2]
                %9 = pad [1::1,0::1] %8 : f64[3,2]
                %10 = add %7, %9 : f64[3,2]
                %11 = for %12 in 0..3 {
                  %13 = place %y, %12 : f64[3,2]
                  yield sum %13
                } : f64[3,2]
                %14 = add %10, %11 : f64[3,2]
                %15 = add %14, %x : f64[3,2]
                yield sum %15
              } : f64[3,2]
              return %3
            }
            """,
            """
            // addends in every order
            func @f(%x: f64[2], %y: f64[2], %k: i64) -> (a: f64[3,2], b: f64[3,2], c: f64[3,2]) {
              %3 = mul %x, %y : f64[2]
              %4 = place %3, %k : f64[3,2]
              %5 = broadcast [1] %y : f64[3,2]
              %6 = mul %5, %5 : f64[3,2]
              %7 = add %6, %4 : f64[3,2]
              %8 = mul %x, %x : f64[2]
              %9 = mul %5, %7 : f64[3,2]
              %10 = place %8, %k : f64[3,2]
              %11 = add %10, %9 : f64[3,2]
              %12 = add %11, %5 : f64[3,2]
              %13 = add %5, %5 : f64[3,2]
              return %7, %12, %13
            }
            """,
            """
            // conditions on the index of a loop
            func @f(%x: f64[9], %b: bool) -> (a: f64[9], s: f64, g: f64[9], c: f64, m: f64[9]) {
              %zero = const 0 : i64
              %one = const 1 : i64
              %two = const 2 : i64
              %four = const 4 : i64
              %eight = const 8 : i64
              %z = const 0x1p1 : f64
              %a, %s, %g = for %i in 0..9 {
                %first = eq %i, %zero : bool
                %before = if %first {
                  yield %z
                } else {
                  %k = sub %i, %one : i64
                  %v = index %x, %k : f64
                  yield %v
                } : f64
                %e = index %x, %i : f64
                %p = mul %e, %before : f64
                %o = const 0x0p0 : f64
                %t = if %first {
                  %q = broadcast [] %o : f64[9]
                  yield %q
                } else {
                  %k = sub %i, %one : i64
                  %q = place %p, %k : f64[9]
                  yield %q
                } : f64[9]
                yield collect %p, sum %p, sum %t
              } : f64[9], f64, f64[9]
              %c, %m = for %i in 0..9 down carry(%u = %z) {
                %d = mul %i, %two : i64
                %r = sub %eight, %d : i64
                %early = lt %four, %d : bool
                %late = le %r, %zero : bool
                %not = not %late : bool
                %some = and %early, %not : bool
                %all = or %some, %b : bool
                %e = index %x, %i : f64
                %v = if %all {
                  %w = mul %u, %e : f64
                  yield %w
                } else {
                  %w = add %u, %e : f64
                  yield %w
                } : f64
                %last = ne %i, %eight : bool
                %y = if %last {
                  %k = add %i, %one : i64
                  %w = index %x, %k : f64
                  yield %w
                } else {
                  yield %v
                } : f64
                yield carry %v, collect %y
              } : f64, f64[9]
              return %a, %s, %g, %c, %m
            }
            """,
            """
            // concatenations of places under sums
            func @f(%x: f64[2], %y: f64[4], %k: i64) -> (a: f64[4], b: f64[4]) {
              %3 = mul %x, %x : f64[2]
              %4 = mul %y, %y : f64[4]
              %5 = sub %x, %x : f64[2]
              %6 = concat [0] %3, %5 : f64[4]
              %7 = add %6, %4 : f64[4]
              %8 = for %9 in 0..3 {
                %10 = mul %x, %x : f64[2]
                %11 = mul %y, %y : f64[4]
                %12 = index %y, %9 : f64
                %13 = place %12, %k : f64[2]
                %14 = concat [0] %10, %13 : f64[4]
                %15 = add %14, %11 : f64[4]
                yield sum %15
              } : f64[4]
              return %7, %8
            }
            """,
            """
            // a result that others read
            func @f(%x: f64[3], %k: i64) -> (a: f64[3], b: f64[2,3], c: f64, d: f64[3,1]) {
              %2 = for %3 in 0..3 {
                %4 = index %x, %3 : f64
                %5 = mul %4, %4 : f64
                yield collect %5
              } : f64[3]
              %6 = place %2, %k : f64[2,3]
              %7 = index %2, %k : f64
              %8 = reshape %2 : f64[3,1]
              return %2, %6, %7, %8
            }
            """,
            """
            // rows that others read, and rows of outer arrays
            func @f(%x: f64[3,2], %y: f64[2]) -> (a: f64[3,2], b: f64[3,2], c: f64[3,2], d: f64[3]) {
              %2, %3, %4, %5 = for %6 in 0..3 {
                %7 = index %x, %6 : f64[2]
                %8 = mul %7, %y : f64[2]
                %9 = dot [0=0] %8, %8 : f64
                yield collect %8, collect %8, collect %y, collect %9
              } : f64[3,2], f64[3,2], f64[3,2], f64[3]
              return %2, %3, %4, %5
            }
            """,
            """
            // a position made after the value to place
            func @f(%x: f64[3]) -> f64[3,3] {
              %1 = mul %x, %x : f64[3]
              %2 = for %3 in 0..3 {
                %4 = index %1, %3 : f64
                yield argmax %4
              } : i64
              %5 = mul %x, %x : f64[3]
              %6 = place %1, %2 : f64[3,3]
              %7 = place %5, %2 : f64[3,3]
              %8 = sub %6, %7 : f64[3,3]
              %9 = add %8, %6 : f64[3,3]
              return %9
            }
            """,
            """
            // a carried array grows in place
            func @f(%x: f64[3,2], %y: f64[2], %k: i64[4]) -> (a: f64[3,2], b: f64[3,2], c: f64[3,2]) {
              %3, %4, %5 = for %6 in 0..4 carry(%7 = %x, %8 = %x, %9 = %x) {
                %10 = index %k, %6 : i64
                %11 = mul %y, %y : f64[2]
                %12 = place %11, %10 : f64[3,2]
                %13 = add %7, %12 : f64[3,2]
                %14 = mul %x, %x : f64[3,2]
                %15 = add %14, %8 : f64[3,2]
                %16 = add %15, %x : f64[3,2]
                %17 = add %9, %9 : f64[3,2]
                yield carry %13, carry %16, carry %17
              } : f64[3,2], f64[3,2], f64[3,2]
              return %3, %4, %5
            }
            """,
            """
            // a carried array that is saved does not grow in place
            func @f(%x: f64[2]) -> (a: f64[2], b: f64[3,2], c: f64[2]) {
              %1 = mul %x, %x : f64[2]
              %2, %3 = for %4 in 0..3 carry(%5 = %1) {
                %6 = add %5, %x : f64[2]
                yield carry %6, collect %5
              } : f64[2], f64[3,2]
              %7 = sub %2, %x : f64[2]
              return %2, %3, %7
            }
            """,
            """
            // carried arrays end in sums and places
            func @f(%x: f64[2], %k: i64) -> (a: f64[2], b: f64[3,2]) {
              %2 = for %3 in 0..3 {
                %4 = mul %x, %x : f64[2]
                %5 = for %6 in 0..2 carry(%7 = %4) {
                  %8 = mul %7, %x : f64[2]
                  yield carry %8
                } : f64[2]
                yield sum %5
              } : f64[2]
              %9 = mul %x, %2 : f64[2]
              %10 = while (%11 = %9, %12 = %k) {
                %13 = const 4 : i64
                %14 = lt %12, %13 : bool
                yield %14
              } do (%15, %16) {
                %17 = sub %15, %x : f64[2]
                %18 = const 1 : i64
                %19 = add %16, %18 : i64
                yield %17, %19
              } : f64[2], i64
              %20 = place %10, %k : f64[3,2]
              return %2, %20
            }
            """.replace("%10 = while", "%10, %30 = while").replace("%20 = place", "%21 = place").replace("return %2, %20", "return %2, %21"),
            """
            // transposes and pads of what is made in place
            func @f(%x: f64[2,3], %s: f64) -> (a: f64[3,2], b: f64[6,5], c: f64[6], d: f64[3,2]) {
              %2 = mul %x, %x : f64[2,3]
              %3 = transpose [1,0] %2 : f64[3,2]
              %4 = sub %x, %x : f64[2,3]
              %5 = transpose [1,0] %4 : f64[3,2]
              %6 = pad [0::2,1::3] %5 : f64[6,5]
              %7 = dot [1=0] %x, %3 : f64[2,2]
              %8 = mul %x, %4 : f64[2,3]
              %9 = transpose [1,0] %8 : f64[3,2]
              %10 = reshape %9 : f64[6]
              %11 = stop_gradient %3 : f64[3,2]
              %12 = add %11, %3 : f64[3,2]
              return %3, %6, %10, %12
            }
            """,
            """
            // memory is used again
            func @f(%x: f64[8]) -> f64[8] {
              %1 = for %2 in 0..5 carry(%3 = %x) {
                %4 = mul %3, %3 : f64[8]
                %5 = sub %4, %3 : f64[8]
                %6 = mul %5, %4 : f64[8]
                %7 = sub %6, %5 : f64[8]
                %8 = for %9 in 0..2 {
                  %10 = mul %7, %6 : f64[8]
                  %11 = sub %10, %7 : f64[8]
                  %12 = mul %11, %10 : f64[8]
                  %13 = tanh %12 : f64[8]
                  yield sum %13
                } : f64[8]
                %14 = tanh %8 : f64[8]
                yield carry %14
              } : f64[8]
              %15 = mul %1, %1 : f64[8]
              %16 = sub %15, %1 : f64[8]
              return %16
            }
            """,
            """
            // branches written where they are wanted
            func @f(%x: f64[2], %k: i64, %b: bool) -> (a: f64[3,2], b: f64[2]) {
              %3 = if %b {
                %4 = mul %x, %x : f64[2]
                yield %4
              } else {
                %5 = for %6 in 0..2 {
                  yield sum %x
                } : f64[2]
                yield %5
              } : f64[2]
              %7 = place %3, %k : f64[3,2]
              %8 = for %9 in 0..2 {
                %10 = if %b {
                  %11 = mul %x, %x : f64[2]
                  yield %11
                } else {
                  yield %x
                } : f64[2]
                yield sum %10
              } : f64[2]
              return %7, %8
            }
            """,
            """
            // what a loop starts from is used after it
            func @f(%x: f64[2]) -> (a: f64[2], b: f64[2], c: f64[2]) {
              %1 = mul %x, %x : f64[2]
              %2, %3 = for %4 in 0..3 carry(%5 = %1, %6 = %1) {
                %7 = sub %5, %x : f64[2]
                %8 = add %6, %x : f64[2]
                yield carry %7, carry %8
              } : f64[2], f64[2]
              %9 = sub %1, %2 : f64[2]
              return %2, %9, %3
            }
            """,
            """
            // places in places, the outer position made later
            func @f(%x: f64[2], %y: f64[2]) -> (a: f64[2,2,2], b: f64[2,2,2]) {
              %2 = for %3 in 0..2 {
                %4 = index %x, %3 : f64
                yield argmax %4
              } : i64
              %5 = mul %x, %x : f64[2]
              %6 = for %7 in 0..2 {
                %8 = index %y, %7 : f64
                yield argmax %8
              } : i64
              %9 = place %5, %2 : f64[2,2]
              %10 = place %9, %6 : f64[2,2,2]
              %11 = mul %x, %y : f64[2]
              %12 = place %11, %6 : f64[2,2]
              %13 = place %12, %2 : f64[2,2,2]
              return %10, %13
            }
            """,
            """
            // sums of dot products, of gathers and scatters
            func @f(%x: f64[3,4,5], %y: f64[4], %k: i64[3,2]) -> (a: f64[5], b: f64[2,5], c: f64[4,5], d: f64[4,5]) {
              %3, %4, %5, %6 = for %7 in 0..3 {
                %8 = index %x, %7 : f64[4,5]
                %9 = dot [0=0] %8, %y : f64[5]
                %10 = index %k, %7 : i64[2]
                %11 = gather %8, %10 : f64[2,5]
                %12 = gather %8, %10 : f64[2,5]
                %13 = scatter_add %12, %10 : f64[4,5]
                %15 = dot [0=0] %8, %y : f64[5]
                %14 = dot [] %y, %15 : f64[4,5]
                yield sum %9, sum %11, sum %13, sum %14
              } : f64[5], f64[2,5], f64[4,5], f64[4,5]
              return %3, %4, %5, %6
            }
            """,
            """
            // memory is not used again too early
            func @f(%x: f64[3,3]) -> f64[3,3] {
              %1 = mul %x, %x : f64[3,3]
              %2 = dot [1=0] %1, %1 : f64[3,3]
              %3 = dot [0=1] %2, %2 : f64[3,3]
              %4 = transpose [1,0] %3 : f64[3,3]
              %5 = mul %3, %4 : f64[3,3]
              %6 = dot [1=0] %5, %5 : f64[3,3]
              %7 = tanh %6 : f64[3,3]
              return %7
            }
            """,
            """
            // the best value and its position, kept together
            func @f(%x: f64[5], %k: i64[5]) -> (a: f64, b: i64, c: i64, d: f64, e: i64, f: i64) {
              %2, %3, %4, %5, %6, %7 = for %8 in 0..5 down {
                %9 = index %x, %8 : f64
                %10 = index %k, %8 : i64
                yield max %9, argmax %9, argmin %9, min %9, max %10, argmin %10
              } : f64, i64, i64, f64, i64, i64
              return %2, %3, %4, %5, %6, %7
            }
            """,
            """
            // array reductions
            func @f(%x: f64[3,4,2], %k: i64[2,3], %b: bool[2,3], %e: f32[0,2]) -> (a: f64[4], b: f64, c: i64[3,2], d: i64[2], e: bool[3], f: f32[2], g: i64[3], h: f64[3,4]) {
              %4 = reduce sum [0,2] %x : f64[4]
              %5 = reduce max [0,1,2] %x : f64
              %6 = reduce argmin [1] %x : i64[3,2]
              %7 = reduce argmax [1] %k : i64[2]
              %8 = reduce all [0] %b : bool[3]
              %9 = reduce prod [0] %e : f32[2]
              %10 = reduce min [0] %k : i64[3]
              %11 = for %12 in 0..3 {
                %13 = reduce sum [2] %x : f64[3,4]
                yield sum %13
              } : f64[3,4]
              return %4, %5, %6, %7, %8, %9, %10, %11
            }
            """);
}
