/// A language model of letters that learns names and makes up new ones: microgpt (Karpathy 2026), a small GPT. Embeddings
/// of the letter and of its position; layers of attention and of a perceptron, each behind a normalisation and beside a
/// shortcut; a head that says how likely each next letter is. No biases. A step of training takes one name.
///
///     mg run examples/microgpt/microgpt.mg:learned steps=1000
///     mg check examples/microgpt/microgpt.mg:loss name='[26,4,12,12,0,26,26,26,26,26,26,26,26,26,26,26,26]' count=5

const width = 16
const layers = 1
const heads = 4
/// So many letters of a name are predicted at most.
const block = 16

/// The letters are 0 to 25; this one begins and ends each name.
const border = 26
const letters = 27

/// All that is learnt, in rows: a row for each letter, for each position, for each letter again in the head, and the
/// matrices of the layers.
const rows = 2 * letters + block + 12 * width * layers
param weights: real[rows, width] = normal(0, 0.08)

/// The rows as matrices, `layers` of each kind: query, key, value and output of attention, and the perceptron.
fn matrices(w) {
    let deep = 2 * letters + block
    let of = (from, height, length) ->
        reshape(w[deep + from * layers * width:deep + (from * width + div(height * length, width)) * layers],
                layers, height, length)
    {letter: w[:letters], position: w[letters:letters+block], head: w[letters+block:deep],
     query: of(0, width, width), key: of(1, width, width), value: of(2, width, width), output: of(3, width, width),
     up: of(4, 4 * width, width), down: of(8, width, 4 * width)}
}
/// What [matrices] took apart.
fn joined(m) {
    let all = x -> reshape(x, div(count(x), width), width)
    concat(m.letter, m.position, m.head, all(m.query), all(m.key), all(m.value), all(m.output), all(m.up), all(m.down))
}

/// Each row over its root mean square.
fn normed(x) = [x[t] * (1 / sqrt(mean(x[t] * x[t]) + 1e-5)) for t]

/// Each position takes from itself and from those before what fits its query, in each head apart.
fn attended(query, key, value) {
    let size = div(width, heads)
    let apart = x -> transpose(reshape(x, block, heads, size), 1, 0, 2)
    let scores = apart(query) @ transpose(apart(key), 0, 2, 1) / sqrt(size)
    let parts = softmax([select(s <= t, scores[h, t, s], -inf) for h in 0..heads, t in 0..block, s in 0..block])
    reshape(transpose(parts @ apart(value), 1, 0, 2), block, width)
}

fn layer(x, m, l) {
    let y = normed(x)
    let mixed = attended(y @ transpose(m.query[l]), y @ transpose(m.key[l]), y @ transpose(m.value[l]))
    let x = x + mixed @ transpose(m.output[l])
    x + relu(normed(x) @ transpose(m.up[l])) @ transpose(m.down[l])
}
fn through(x, m, n: int) = if n == 0 { x } else { layer(through(x, m, n - 1), m, n - 1) }

/// For each position how likely each letter is to follow, as logits.
fn logits(m, name: int[block]) =
    through(normed([m.letter[name[t]] + m.position[t] for t]), m, layers) @ transpose(m.head)

/// How surprising the letters of a name are, each after those before it, in nats; the mean of the first `count`.
fn surprise(m, name: int[block + 1], count: int) {
    let z = logits(m, name[:block])
    sum(cross_entropy(z[t], name[t + 1]) for t in 0..count) / count
}
fn loss(name: int[block + 1], count: int) = surprise(matrices(weights), name, count)

/// A step of training, the one after `t` of them: the loss before it, then what is learnt and its two moments (Adam).
fn step(w, first, second, t: int, steps: int, name: int[block + 1], count: int) {
    let (loss, g) = value_and_grad(m -> surprise(m, name, count))(matrices(w))
    let g = joined(g)
    let first = 0.85 * first + 0.15 * g
    let second = 0.99 * second + 0.01 * g * g
    let rate = 0.01 * (1 - t / steps) / (1 - 0.85 ^ (t + 1))
    (loss, w - rate * first / (sqrt(second * (1 / (1 - 0.99 ^ (t + 1)))) + 1e-8), first, second)
}

/// What is learnt in so many steps, and the loss: a mean of the last ones, the latest counting most.
fn trained[n](names: int[n, block + 1], counts: int[n], steps: int) {
    let zero = 0 * weights
    let (loss, w, first, second) = loop (mean = log(letters), w = weights, first = zero, second = zero) for t in 0..steps {
        let (loss, w, first, second) = step(w, first, second, t, steps, names[t % n], counts[t % n])
        (0.98 * mean + 0.02 * loss, w, first, second)
    }
    (loss, w)
}

/// The loss before each step; `mg run --size steps=…`.
fn losses[n](names: int[n, block + 1], counts: int[n], steps: int) {
    let zero = 0 * weights
    let (loss, w, first, second) = scan (loss = 0.0, w = weights, first = zero, second = zero) for t in 0..steps {
        step(w, first, second, t, steps, names[t % n], counts[t % n])
    }
    loss
}

/// The next number of a sequence that looks random (Park and Miller 1988): from 1 to 2^31 - 2.
fn random(x: int) = 48271 * x % 2147483647

const vowels = [0, 0, 0, 4, 4, 8, 8, 14, 20]
const consonants = [1, 3, 5, 9, 10, 11, 11, 12, 13, 13, 17, 17, 18, 19]

/// Names of three to eight letters, in which vowels and consonants take turns, and how many letters of each are to be
/// predicted, its end included.
fn names(n: int) {
    let number = (i, p) -> random(random(random(100 * i + p + 1)))
    let length = i -> 3 + number(i, 0) % 6
    let letter = (i, p) ->
        if p == 0 || p > length(i) { border }
        else if (p + number(i, 99)) % 2 == 0 { vowels[number(i, p) % len(vowels)] }
        else { consonants[number(i, p) % len(consonants)] }
    ([letter(i, p) for i in 0..n, p in 0..block + 1], [min(block, length(i) + 1) for i in 0..n])
}

/// A name that the model makes up at a temperature of 0.5, from its first letter on; `border` follows its end.
fn sampled(m, seed: int) {
    let (name, r) = loop (name = fill(border, block + 1), r = seed) for t in 0..block {
        let chances = cumsum(softmax(logits(m, name[:block])[t] / 0.5))
        let r = random(r)
        let next = min(sum(select(chances * 2147483647 < r, 1, 0)), border)
        let next = if t > 0 && name[t] == border { border } else { next }
        ([if i == t + 1 { next } else { name[i] } for i], r)
    }
    name[1:]
}

/// The loss after training on 1,000 names, and 20 names made up then.
fn learned(steps: int) {
    let (names, counts) = names(1000)
    let (loss, w) = trained(names, counts, steps)
    let m = matrices(w)
    (loss, [sampled(m, random(i + 1)) for i in 0..20])
}
