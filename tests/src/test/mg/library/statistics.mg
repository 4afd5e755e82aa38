fn average(x: real[4]) = mean(x)
fn variance(x: real[4]) = var(x)
fn deviation(x: real[4]) = std(x)
fn together(x: real[3], y: real[3]) = (covariance(x, y), correlation(x, y))
fn normal(x: real, mu: real, sigma: real) = normal_log_density(x, mu, sigma)

// grad average(x = [1, 2, 3, 6]) = 3, x: [0.25, 0.25, 0.25, 0.25]
// grad variance(x = [1, 2, 3, 6]) = 3.5, x: [-1, -0.5, 0, 1.5]
// run deviation(x = [1, 3, 1, 3]) = 1
// run together(x = [1, 2, 3], y = [2, 4, 6]) = 1.3333333333333333, 1 ~4e-16
// grad normal(x = 1, mu = 0, sigma = 2) = -1.7370857137646178, x: -0.25, mu: 0.25, sigma: -0.375 ~4e-16
