/// A perceptron with one hidden layer, for images of digits.
param W1: real[50, 784] = uniform(-0.05, 0.05)
param b1: real[50]      = 0
param W2: real[10, 50]  = uniform(-0.3, 0.3)
param b2: real[10]      = 0

/// Ten numbers, the largest at the digit that the image shows.
fn logits(image: real[28, 28]) {
    let h = relu(W1 @ flatten(image) / 255 + b1)
    W2 @ h + b2
}

/// How surprising the right answer is, in nats.
fn loss(image: real[28, 28], label: int) = cross_entropy(logits(image), label)

/// 1 if the image is recognised, otherwise 0.
fn accuracy(image: real[28, 28], label: int) = if argmax(logits(image)) == label { 1.0 } else { 0.0 }

/// The digit that an image shows, and how likely each of the ten is.
fn classify(image: real[28, 28]) {
    let probabilities = softmax(logits(image))
    let digit = argmax(probabilities)
    (digit, probabilities)
}
