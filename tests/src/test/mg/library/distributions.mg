fn below(x: real) = normal_cdf(x)
fn waiting(x: real, rate: real) = exponential_log_density(x, rate)
fn gamma(x: real, shape: real, rate: real) = gamma_log_density(x, shape, rate)
fn beta(x: real, a: real, b: real) = beta_log_density(x, a, b)
fn student(x: real, nu: real, mu: real, sigma: real) = student_log_density(x, nu, mu, sigma)
fn dirichlet(x: real[3], alpha: real[3]) = dirichlet_log_density(x, alpha)
fn poisson(k: int[2], rate: real) = poisson_log_mass(k, rate)
fn surprise(rate: real) = -sum(poisson_log_mass([0, 3], rate))
fn bernoulli(y: int[2], p: real) = bernoulli_log_mass(y, p)
fn head(p: real) = bernoulli_log_mass(1, p)
fn binomial(k: int, n: int, p: real) = binomial_log_mass(k, n, p)

// Expected: scipy.stats; derivatives in closed form, with scipy.special.digamma.
// grad below(x = 0.5) = 0.6914624612740131, x: 0.3520653267642995 ~1e-15
// grad waiting(x = 1.5, rate = 2) = -2.3068528194400546, x: -2, rate: -1 ~1e-15
// run waiting(x = -1, rate = 2) = -inf
// grad gamma(x = 1.5, shape = 2.5, rate = 3) = -1.4299544866403984, x: -2, shape: 0.800920756131031, rate: -0.6666666666666666 ~1e-14
// grad beta(x = 0.3, a = 2, b = 3.5) = 0.6611802010988743, x: -0.2380952380952381 ~1e-14
// grad student(x = 1.5, nu = 4, mu = 0.5, sigma = 2) = -1.8255379881127585, x: -0.29411764705882354, mu: 0.29411764705882354, sigma: -0.35294117647058826 ~1e-14
// grad dirichlet(x = [0.2, 0.3, 0.5], alpha = [1, 2, 3.5]) = 1.5247477017842668, x: [0, 3.3333333333333335, 5] ~1e-14
// run poisson(k = i64 [0, 3], rate = 2.5) = [-2.5, -1.5428872736055896] ~1e-14
// run poisson(k = i64 [0, 3], rate = 0) = [0, -inf]
// grad surprise(rate = 2.5) = 4.04288727360559, rate: 0.8 ~1e-14
// run bernoulli(y = i64 [0, 1], p = 0.3) = [-0.35667494393873245, -1.2039728043259361] ~1e-15
// grad head(p = 1) = 0, p: 1
// grad binomial(k = i64 3, n = i64 10, p = 0.3) = -1.321151277766889, p: 0 ~1e-13
// grad binomial(k = i64 0, n = i64 10, p = 0) = 0, p: -10
