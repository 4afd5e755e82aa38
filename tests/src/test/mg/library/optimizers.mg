fn plain(w: real[2], g: real[2]) = sgd(w, g, 0.5)
fn heavy(w: real, g: real, v: real) = momentum(w, g, v, 0.5, 0.9)
fn adaptive(w: real, g: real, m: real, v: real, t: real) = adam(w, g, m, v, t, 0.1, 0.9, 0.999, 1e-8)
fn ahead(w: real, g: real, v: real) = nesterov(w, g, v, 0.5, 0.9)
fn scaled(w: real, g: real, s: real) = rmsprop(w, g, s, 0.1, 0.75, 0.0)
fn slowing(w: real, g: real, s: real) = adagrad(w, g, s, 0.1, 0.0)
fn decaying(w: real, g: real, m: real, v: real, t: real) = adamw(w, g, m, v, t, 0.1, 0.9, 0.999, 1e-8, 0.5)

// run plain(w = [1, 2], g = [2, -2]) = [0, 3]
// run heavy(w = 1, g = 2, v = 10) = -4.5, 11
// run adaptive(w = 1, g = 2, m = 0, v = 0, t = 1) = 0.9000000005, 0.2, 0.004 ~1e-12
// run adaptive(w = 1, g = -3, m = 0.5, v = 0.25, t = 2) = 0.9930608883464503, 0.15, 0.25875 ~1e-12
// run ahead(w = 1, g = 2, v = 10) = -4.95, 11 ~1e-15
// run scaled(w = 1, g = 2, s = 4) = 0.9, 4 ~1e-15
// run slowing(w = 1, g = 4, s = 9) = 0.92, 25 ~1e-15
// run decaying(w = 1, g = 2, m = 0, v = 0, t = 1) = 0.8500000005, 0.2, 0.004 ~1e-12
