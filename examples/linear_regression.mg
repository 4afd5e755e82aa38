/// A line through points: the slopes `w` for each feature, and the height `b` at the origin.
const features = 3

param w: real[features] = 0
param b: real = 0

/// The height of the line at a point.
fn predict(x: real[features]) = w @ x + b

/// Half the squared distance from an observed height.
fn loss(x: real[features], y: real) = 0.5 * (predict(x) - y)^2

// predict([1, 2, 3]) is 0
// loss([1, 2, 3], 4) is 8
