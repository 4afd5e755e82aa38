fn all(x: real) = (relu(x), sigmoid(x), softplus(x), silu(x), gelu(x), leaky_relu(x, 0.1), elu(x), tanh(x))
fn rectified(x: real) = relu(x)
fn soft(x: real) = softplus(x)
fn gated(x: real) = silu(x)
fn gaussian(x: real) = gelu(x)
fn leaky(x: real) = leaky_relu(x, 0.1)
fn exponential(x: real) = elu(x)
fn soft_slope(x: real) = grad(softplus)(x)
fn entropy_slope(x: real) = grad(z -> binary_cross_entropy(z, 1.0))(x)
fn shares(x: real[3]) = softmax(x)
fn log_shares(x: real[3]) = log_softmax(x)
fn smooth_max(x: real[3]) = logsumexp(x)
fn rows(x: real[2, 2]) = (softmax(x), log_softmax(x), logsumexp(x))
fn first(x: real[3]) = softmax(x)[0]

// run all(x = 1) = 1, 0.7310585786300049, 1.3132616875182228, 0.7310585786300049, 0.8413447460685429, 1, 1, 0.7615941559557649 ~4e-16
// run all(x = -2) = 0, 0.11920292202211755, 0.1269280110429725, -0.2384058440442351, -0.04550026389635842, -0.2, -0.8646647167633873, -0.9640275800758169 ~4e-16
// run all(x = 0) = 0, 0.5, 0.6931471805599453, 0, 0, 0, 0, 0 ~4e-16
// run all(x = 1000) = 1000, 1, 1000, 1000, 1000, 1000, 1000, 1 ~1e-15
// run all(x = -1000) = 0, 0, 0, 0, 0, -100, -1, -1 ~1e-15
// f32 run all(x = 1) = 1, 0.7310585786300049, 1.3132616875182228, 0.7310585786300049, 0.8413447460685429, 1, 1, 0.7615941559557649 ~5e-7
// run shares(x = [1, 2, 3]) = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218] ~4e-16
// run shares(x = [1000, 1000, -1000]) = [0.5, 0.5, 0]
// run log_shares(x = [1000, 1000, 1000]) = [-1.0986122886681098, -1.0986122886681098, -1.0986122886681098] ~1e-15
// run smooth_max(x = [1, 2, 3]) = 3.4076059644443806 ~4e-16
// run smooth_max(x = [1000, 1000, -1000]) = 1000.6931471805599 ~1e-15
// run smooth_max(x = [-inf, -inf, -inf]) = -inf
// run smooth_max(x = [inf, 0, 0]) = inf
// run rows(x = [[0, 0], [1000, 1000]]) = [[0.5, 0.5], [0.5, 0.5]], [[-0.6931471805599453, -0.6931471805599453], [-0.6931471805599453, -0.6931471805599453]], [0.6931471805599453, 1000.6931471805599] ~1e-15
// grad rectified(x = 2) = 2, x: 1
// grad soft(x = 0) = 0.6931471805599453, x: 0.5 ~4e-16
// grad soft(x = 800) = 800, x: 1
// grad soft(x = -800) = 0, x: 0
// grad soft_slope(x = 0) = 0.5, x: 0.25
// grad soft_slope(x = 1) = 0.7310585786300049, x: 0.19661193324148185 ~4e-16
// grad soft_slope(x = -1) = 0.2689414213699951, x: 0.19661193324148185 ~4e-16
// grad soft_slope(x = 800) = 1, x: 0
// grad entropy_slope(x = 0) = -0.5, x: 0.25
// grad gated(x = 1) = 0.7310585786300049, x: 0.9276705118714869 ~4e-16
// grad gaussian(x = 1) = 0.8413447460685429, x: 1.0833154705876864 ~4e-16
// grad leaky(x = -3) = -0.3, x: 0.1 ~4e-16
// grad exponential(x = -1) = -0.6321205588285577, x: 0.36787944117144233 ~4e-16
// grad exponential(x = 0) = 0, x: 1
// grad exponential(x = 1000) = 1000, x: 1
// grad smooth_max(x = [1, 2, 3]) = 3.4076059644443806, x: [0.09003057317038046, 0.24472847105479764, 0.6652409557748218] ~4e-16
// grad first(x = [1, 2, 3]) = 0.09003057317038046, x: [0.08192506906499323, -0.022033044520174298, -0.05989202454481893] ~4e-16
