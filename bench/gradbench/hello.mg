/// GradBench `hello`: the square of a number and its derivative.

fn square(x: real) = x^2

fn double(x: real) = grad(square)(x)
