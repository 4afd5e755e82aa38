const x = [1.0, 2, 4]
const y = [2.0, 1, 5]
const L = [[1.0, 2, 4], [2, 1, 5]]

// asinh(sinh(0.3)) is 0.3
// acosh(cosh(2)) is 2
// atanh(tanh(-0.3)) is -0.3
// log2(8) is 3
// log10([0.01, 1000]) is [-2, 3]
// logit(sigmoid(0.7)) is 0.7
// logaddexp(log(2), log(3)) is log(5)
// logaddexp(1000, 1000) is 1000 + log(2)
// clamp([-3, 0.5, 3], -1, 1) is [-1, 0.5, 1]
// trunc([-2.7, 2.7]) is [-2, 2]

// pi is 3.141592653589793
// log(euler) is 1
// inf is 1.0 / 0.0
// nan is 0.0 / 0.0
// flatten([[1, 2], [3, 4]]) is [1, 2, 3, 4]
// flatten(5) is [5]
// eye(2) is [[1, 0], [0, 1]]
// one_hot(1, 3) is [0, 1, 0]
// one_hot([2, 0], 3) is [[0, 0, 1], [1, 0, 0]]
// zeros_like([[1.0, inf]]) is [[0, 0]]
// ones_like(x) is [1, 1, 1]
// linspace(0, 1, 5) is [0, 0.25, 0.5, 0.75, 1]
// linspace(2, 2, 1) is [2]
// diag([1, 2]) is [[1, 0], [0, 2]]
// diag([[1, 2, 3], [4, 5, 6]]) is [1, 5]
// diag([[1, 2], [4, 5], [6, 7]]) is [1, 5]
// reverse([1, 2, 3]) is [3, 2, 1]
// cumsum([1, 2, 3]) is [1, 3, 6]
// cumprod([2, 3, 4]) is [2, 6, 24]
// diff([2, 3, 7]) is [1, 4]
// cumsum(zeros(0)) is []
// cumprod(zeros(0, 2)) is zeros(0, 2)
// diff(zeros(0)) is []
// diff([3]) is []
// kron([[1, 2]], [[3], [4]]) is [[3, 6], [4, 8]]
// tril([[1, 2], [3, 4]]) is [[1, 0], [3, 4]]
// triu([[1, 2], [3, 4]]) is [[1, 2], [0, 4]]
// cumsum([[1, 2], [3, 4]]) is [[1, 2], [4, 6]]

// mean(x) is 7 / 3
// mean([[1, 2], [3, 6]]) is 3
// var(x) is 14 / 9
// std(x) is sqrt(14) / 3
// covariance(x, y) is 1.7777777777777777
// correlation(x, y) is 0.8386278693775346
// normal_log_density(1.5, 1, 2) is -1.643335713764618

// softplus(0) is log(2)
// softplus(1000) is 1000
// softplus(-1000) is 0
// silu(2) is 2 / (1 + exp(-2))
// gelu(1.5) is 1.399789198096713
// leaky_relu([-2, 3], 0.1) is [-0.2, 3]
// elu([-2, 3]) is [expm1(-2), 3]
// logsumexp(x) is 4.169846019556286
// logsumexp([1000, 1000]) is 1000 + log(2)
// logsumexp([-inf, -inf]) is -inf
// logsumexp([inf, 0]) is inf
// logsumexp(L) is [4.169846019556286, 5.065883903757429]
// softmax(x) is [0.04201006613406605, 0.11419519938459449, 0.8437947344813395]
// softmax([1000, 1000]) is [0.5, 0.5]
// softmax(L)[1] is [0.04661262257797389, 0.01714782554552039, 0.9362395518765058]
// log_softmax(x) is [-3.1698460195562856, -2.1698460195562856, -0.16984601955628567]
// log_softmax(L)[0] is [-3.1698460195562856, -2.1698460195562856, -0.16984601955628567]
// grad(x -> logsumexp(x))(x) is softmax(x)
// jacobian(softmax)(x) is diag(softmax(x)) - outer(softmax(x), softmax(x))
// hessian(logsumexp)(x) is diag(softmax(x)) - outer(softmax(x), softmax(x))

// cross_entropy(x, 1) is 2.169846019556286
// cross_entropy(L, [1, 2]) is 1.1178649616568577
// binary_cross_entropy(0.3, 1) is 0.554355244468527
// binary_cross_entropy(-1000, 0) is 0
// mse(x, y) is 1
// mae(x, y) is 1
// mae(x, 0) is 7 / 3
// hinge([0.5, -2], [1, 1]) is 1.75
// huber([0.0, 3], [0.5, 0], 1) is 1.3125
// accuracy(x, 2) is 1
// accuracy(x, 0) is 0
// accuracy(L, [2, 0]) is 0.5

// dense([[1, 2], [3, 4]], [10, 20], [1, 1]) is [13, 27]
// dense([[1, 2], [3, 4]], [10, 20], [[1, 1], [0, 1]]) is [[13, 27], [12, 24]]
// layer_norm(x, 2, 1, 1e-5) is [-1.1380830629005954, 0.46547923427485094, 3.6726038286257436]
// layer_norm(L, 1, 0, 1e-5)[0] is [-1.0690415314502977, -0.26726038286257453, 1.3363019143128718]
// rms_norm(x, [1, 2, 3], 1e-5) is [0.3779642030348929, 1.5118568121395717, 4.535570436418715]
// rms_norm(L, 1, 1e-5)[0] is [0.3779642030348929, 0.7559284060697858, 1.5118568121395717]
// attention([[1, 0], [0, 1]], [[1, 0], [0, 1], [1, 1]], [[1, 2], [3, 4], [5, 6]]) is [[3.0, 4.0], [3.4066725560787154, 4.406672556078716]]

// dot(x, y) is 24
// norm([3, 4]) is 5
// norm([0, 0]) is 0
// grad(norm)([0.0, 0]) is [0, 0]
// grad(norm)([3.0, 4]) is [0.6, 0.8]
// outer([1, 2], [3, 4, 5]) is [[3, 4, 5], [6, 8, 10]]
// inverse([[4, 2], [2, 3]]) is [[0.375, -0.25], [-0.25, 0.5]]
// solve([[0, 2], [4, 1]], [2, 5]) is [1, 1]
// solve([[1, 2], [2, 4]], [1, 1]) is [nan, nan]
// solve_spd([[4, 100], [2, 3]], [2, 5]) is [-0.5, 2]
// solve_lower([[2, 100], [1, 4]], [4, 6]) is [2, 1]
// solve_upper([[2, 1], [100, 4]], [[5, 2], [4, 0]]) is [[2, 1], [1, 0]]
// logdet_spd([[4, 0], [2, 3]]) is log(8)
// cholesky([[1, 0, 0], [2, 3, 0], [1, 1, 1]]) is [[1, 0, 0], [2, nan, 0], [1, nan, nan]]
// multivariate_normal_log_density([1, 2], [0.5, 1], [[2, 0.5], [0.5, 1]]) is -2.6176849603770567
// trace([[1, 2], [3, 4]]) is 5
// cross([1, 0, 0], [0, 1, 0]) is [0, 0, 1]
// cross(x, y) is [6.0, 3.0, -3.0]

// sgd(x, y, 0.1) is [0.8, 1.9, 3.5]
// momentum(1.0, 0.5, 2.0, 0.1, 0.9) is (1 - 0.1 * 2.3, 2.3)
// momentum(x, y, x, 0.5, 1)[1] is [3, 3, 9]
// adam(1.0, 0.5, 0.1, 0.2, 3, 0.01, 0.9, 0.999, 1e-8) is (0.9993676858358368, 0.14, 0.20005)
// adam(x, y, x, y, 1, 0.0, 0.9, 0.999, 1e-8)[0] is x

// normal_cdf([-3, 0.5]) is [0.0013498980316300933, 0.6914624612740131]
// grad(normal_cdf)(0) is 1 / sqrt(2 * pi)
// exponential_log_density([1.5, -1], 2) is [-2.3068528194400546, -inf]
// gamma_log_density(1.5, 2.5, 3) is -1.4299544866403984
// beta_log_density(0.3, 2, 3.5) is 0.6611802010988743
// student_log_density(1.5, 4, 0.5, 2) is -1.8255379881127585
// dirichlet_log_density([0.2, 0.3, 0.5], [1, 2, 3.5]) is 1.5247477017842668
// poisson_log_mass([0, 3], 2.5) is [-2.5, -1.5428872736055896]
// poisson_log_mass(0, 0.0) is 0
// bernoulli_log_mass([0, 1], 0.3) is [-0.35667494393873245, -1.2039728043259361]
// bernoulli_log_mass([0, 1, 1], [0.0, 1, 0]) is [0, 0, -inf]
// binomial_log_mass([0, 3, 10], 10, 0.3) is [-3.5667494393873245, -1.321151277766889, -12.03972804325936]
// binomial_log_mass([0, 10], 10, [0.0, 1]) is [0, 0]
// log_beta(2, 3.5) is -2.756840365271642
// log_binomial(10, 3) is log(120)

// nesterov(1.0, 0.5, 2.0, 0.1, 0.9) is (1 - 0.1 * 2.57, 2.3)
// rmsprop(1.0, 0.5, 0.2, 0.1, 0.9, 0.0) is (1 - 0.05 / sqrt(0.205), 0.205)
// adagrad(1.0, 0.5, 0.75, 0.1, 0.0) is (0.95, 1)
// adamw(1.0, 0.5, 0.1, 0.2, 3, 0.01, 0.9, 0.999, 1e-8, 0.1) is (0.9983676858358368, 0.14, 0.20005)
// adamw(x, y, x, y, 1, 0.0, 0.9, 0.999, 1e-8, 1) is adam(x, y, x, y, 1, 0.0, 0.9, 0.999, 1e-8)

// root(x -> x^2 - 2, 1, 1e-12) is sqrt(2)
// grad(a -> root(x -> x^2 - a, 1, 1e-12))(2) is 0.5 / sqrt(2)
// newton(v -> sum(exp(v) - x * v), [0, 0, 0], 1e-12) is log(x)
// jacobian(x -> newton(v -> sum(exp(v) - x * v), [0, 0, 0], 1e-12))(x) is diag(1 / x)
// descent(v -> sum((v - x)^2), y, 0.5, 1) is x
// descent(v -> sum((v - x)^2), y, 0.25, 1) is (x + y) / 2
// descent(v -> sum((v - x)^2), y, 0.25, 0) is y
// least_squares(v -> [10 * (v[1] - v[0]^2), 1 - v[0]], [-1.2, 1], 1e-12) is [1, 1]
// least_squares(v -> transpose(L) @ v - x, [0, 0], 1e-12) is solve(L @ transpose(L), L @ x)
// conjugate_gradients(v -> [[4, 1], [1, 3]] @ v, [1.0, 2], 1e-14) is [1 / 11, 7 / 11]
// conjugate_gradients(v -> 2 * v, [0.0, 0], 1e-12) is [0, 0]

// rk4((t, y) -> t^3, 1, 2, 2) is 22
// rk4((t, y) -> y, 0, [1.0, 2], 1) is [65 / 24, 65 / 12]
// integrate((t, y) -> [y[1], -y[0]], [0, 1], 0, pi / 2, 2000) is [1, 0]
// integrate((t, y) -> 3 * t^2, 0.0, 1, 2, 4) is 7
// trajectory((t, y) -> 3 * t^2, 0.0, 0, 2, 2) is [1, 8]
