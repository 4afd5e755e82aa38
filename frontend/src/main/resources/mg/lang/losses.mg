/// `-log softmax(logits)[label]`. For rows of logits and as many labels, the mean over the rows.
fn cross_entropy(logits, label) =
    if rank(logits) > 1 { mean(cross_entropy(logits[i], label[i]) for i) }
    else { logsumexp(logits) - logits[label] }

/// `-y log p - (1 - y) log (1 - p)` for `p = sigmoid(logit)`, without overflow.
fn binary_cross_entropy(logit, y) = softplus(logit) - y * logit

/// The mean squared difference.
fn mse(prediction, target) = mean((prediction - target)^2)

/// The mean absolute difference.
fn mae(prediction, target) = mean(abs(prediction - target))

/// `max(0, 1 - score · sign)`, the mean over the elements; `sign` is 1 or -1.
fn hinge(score, sign) = mean(relu(1 - score * sign))

/// Quadratic up to `delta`, then linear (Huber 1964), the mean over the elements.
fn huber(prediction, target, delta) {
    let d = abs(prediction - target)
    mean(select(d <= delta, 0.5 * d * d, delta * (d - 0.5 * delta)))
}

/// The part of the rows of logits that are largest at their label; for one row, 1 or 0.
fn accuracy(logits, label) =
    if rank(logits) > 1 { mean(accuracy(logits[i], label[i]) for i) }
    else { real(int(argmax(logits) == label)) }
