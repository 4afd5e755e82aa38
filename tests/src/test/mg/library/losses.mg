fn entropy(logits: real[3], label: int) = cross_entropy(logits, label)
fn entropies(logits: real[2, 3], label: int[2]) = cross_entropy(logits, label)
fn binary(logit: real, y: real) = binary_cross_entropy(logit, y)
fn squared(p: real[2], t: real[2]) = mse(p, t)
fn absolute(p: real[2], t: real[2]) = mae(p, t)
fn margin(score: real[3], sign: real[3]) = hinge(score, sign)
fn robust(p: real[3], t: real[3]) = huber(p, t, 1.0)
fn right(logits: real[3], label: int) = accuracy(logits, label)
fn part(logits: real[2, 3], label: int[2]) = accuracy(logits, label)

// run entropy(logits = [0, 0, 0], label = 2) = 1.0986122886681098 ~4e-16
// run entropy(logits = [1000, 0, 0], label = 1) = 1000 ~1e-15
// grad entropy(logits = [1, 2, 3], label = 0) = 2.4076059644443806, logits: [-0.9099694268296195, 0.24472847105479764, 0.6652409557748218] ~4e-16
// error entropy(logits = [0, 0, 0], label = 3)
//   losses.mg:1:43: error: index 3 is out of range 0..2
// error entropy(logits = [0, 0, 0], label = -1)
//   losses.mg:1:43: error: index -1 is out of range 0..2
// grad entropies(logits = [[0, 0, 0], [0, 0, 0]], label = [0, 2]) = 1.0986122886681098, logits: [[-0.3333333333333333, 0.16666666666666666, 0.16666666666666666], [0.16666666666666666, 0.16666666666666666, -0.3333333333333333]] ~4e-16
// grad binary(logit = 0, y = 1) = 0.6931471805599453, logit: -0.5 ~4e-16
// run binary(logit = 1000, y = 1) = 0
// run binary(logit = -1000, y = 1) = 1000
// grad squared(p = [1, 2], t = [3, 2]) = 2, p: [-2, 0], t: [2, 0] ~1e-15
// grad absolute(p = [1, 2], t = [3, 2]) = 1, p: [-0.5, 0]
// grad margin(score = [0.5, 2, -1], sign = [1, 1, 1]) = 0.8333333333333334, score: [-0.3333333333333333, 0, -0.3333333333333333] ~4e-16
// grad robust(p = [0.5, 3, -3], t = [0, 0, 0]) = 1.7083333333333333, p: [0.16666666666666666, 0.3333333333333333, -0.3333333333333333] ~4e-16
// run right(logits = [1, 3, 2], label = 1) = 1
// run right(logits = [1, 3, 2], label = 0) = 0
// run part(logits = [[1, 3, 2], [5, 5, 5]], label = [1, 0]) = 1
// run part(logits = [[1, 3, 2], [5, 5, 5]], label = [1, 2]) = 0.5
