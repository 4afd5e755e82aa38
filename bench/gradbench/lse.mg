/// GradBench `lse`: the logarithm of a sum of exponentials, without overflow.

fn primal[n](x: real[n]) {
    let top = max(x)
    top + log(sum(exp(x[i] - top) for i))
}

fn gradient[n](x: real[n]) = grad(primal)(x)
