// GradBench's lstm by hand: a stack of diagonal layers, its activations kept, and back-propagation through time.
// Row 2i of main is the weights of layer i, row 2i+1 its biases, each [forget | ingate | outgate | change] of width b.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

// One layer: gates[6b] receives forget, ingate, outgate, change, the new cell state and its tanh.
static void layer(int64_t b, const double *restrict w, const double *restrict bias, const double *restrict v,
                  const double *restrict h, const double *restrict cell, double *restrict gates, double *restrict hidden) {
    double *forget = gates, *in = gates + b, *out = gates + 2 * b, *change = gates + 3 * b, *next = gates + 4 * b;
    double *squashed = gates + 5 * b;
    for (int64_t j = 0; j < b; j++) {
        forget[j] = sigmoid(v[j] * w[j] + bias[j]);
        in[j] = sigmoid(h[j] * w[b + j] + bias[b + j]);
        out[j] = sigmoid(v[j] * w[2 * b + j] + bias[2 * b + j]);
        change[j] = tanh(h[j] * w[3 * b + j] + bias[3 * b + j]);
        next[j] = cell[j] * forget[j] + in[j] * change[j];
        squashed[j] = tanh(next[j]);
        hidden[j] = out[j] * squashed[j];
    }
}

// What the prediction of one item from the top hidden state is worth; y and the normaliser are kept.
static double score(int64_t b, const double *restrict extra, const double *restrict h, const double *restrict item,
                    double *restrict exps, double *restrict normaliser) {
    double s = 2, dot = 0, items = 0;
    for (int64_t j = 0; j < b; j++) {
        const double y = h[j] * extra[b + j] + extra[2 * b + j];
        exps[j] = exp(y);
        s += exps[j];
        dot += item[j] * y;
        items += item[j];
    }
    *normaliser = s;
    return dot - items * log(s);
}

void lstm_objective(int64_t l, int64_t b, int64_t c, const double *restrict main, const double *restrict extra,
                    const double *restrict state, const double *restrict sequence, double *restrict value) {
    double *work = malloc(sizeof(double) * (size_t)(2 * l * b + 7 * b));
    double *hidden = work, *cells = work + l * b, *gates = work + 2 * l * b, *v = gates + 6 * b;
    double exps[b], normaliser, total = 0;
    for (int64_t i = 0; i < l; i++) {
        memcpy(hidden + i * b, state + 2 * i * b, sizeof(double) * (size_t)b);
        memcpy(cells + i * b, state + (2 * i + 1) * b, sizeof(double) * (size_t)b);
    }
    for (int64_t t = 0; t < c - 1; t++) {
        for (int64_t j = 0; j < b; j++) v[j] = sequence[t * b + j] * extra[j];
        for (int64_t i = 0; i < l; i++) {
            const double *w = main + 8 * i * b;
            double next[b];
            layer(b, w, w + 4 * b, i == 0 ? v : hidden + (i - 1) * b, hidden + i * b, cells + i * b, gates, next);
            memcpy(hidden + i * b, next, sizeof(double) * (size_t)b);
            memcpy(cells + i * b, gates + 4 * b, sizeof(double) * (size_t)b);
        }
        total += score(b, extra, hidden + (l - 1) * b, sequence + (t + 1) * b, exps, &normaliser);
    }
    *value = -total / (b * (c - 1));
    free(work);
}

void lstm_jacobian(int64_t l, int64_t b, int64_t c, const double *restrict main, const double *restrict extra,
                   const double *restrict state, const double *restrict sequence, double *restrict gradient) {
    const int64_t steps = c - 1, kept = 7 * b; // per layer and step: the six of layer, then the hidden state
    double *trace = malloc(sizeof(double) * (size_t)(steps * l * kept));
    double *exps = malloc(sizeof(double) * (size_t)(steps * (b + 1)));
    double *work = calloc((size_t)(2 * l * b + 2 * b), sizeof(double));
    double *dh = work, *dcell = work + l * b, *dv = dcell + l * b, *v = dv + b;
    double *g_extra = gradient + 8 * l * b;
    memset(gradient, 0, sizeof(double) * (size_t)(8 * l * b + 3 * b));

    for (int64_t t = 0; t < steps; t++) {
        for (int64_t j = 0; j < b; j++) v[j] = sequence[t * b + j] * extra[j];
        for (int64_t i = 0; i < l; i++) {
            const double *w = main + 8 * i * b;
            double *now = trace + (t * l + i) * kept;
            const double *before = now - l * kept;
            layer(b, w, w + 4 * b, i == 0 ? v : now - kept + 6 * b, t == 0 ? state + 2 * i * b : before + 6 * b,
                  t == 0 ? state + (2 * i + 1) * b : before + 4 * b, now, now + 6 * b);
        }
        score(b, extra, trace + (t * l + l - 1) * kept + 6 * b, sequence + (t + 1) * b, exps + t * (b + 1),
              exps + t * (b + 1) + b);
    }

    const double seed = -1.0 / (b * steps);
    for (int64_t t = steps - 1; t >= 0; t--) {
        const double *item = sequence + (t + 1) * b, *e = exps + t * (b + 1);
        const double *top = trace + (t * l + l - 1) * kept + 6 * b;
        double items = 0;
        for (int64_t j = 0; j < b; j++) items += item[j];
        for (int64_t j = 0; j < b; j++) {
            const double dy = seed * (item[j] - items * e[j] / e[b]);
            g_extra[b + j] += dy * top[j];
            g_extra[2 * b + j] += dy;
            dh[(l - 1) * b + j] += dy * extra[b + j];
        }
        for (int64_t j = 0; j < b; j++) v[j] = sequence[t * b + j] * extra[j];
        for (int64_t i = l - 1; i >= 0; i--) {
            const double *w = main + 8 * i * b, *now = trace + (t * l + i) * kept, *before = now - l * kept;
            const double *input = i == 0 ? v : now - kept + 6 * b;
            const double *h = t == 0 ? state + 2 * i * b : before + 6 * b;
            const double *cell = t == 0 ? state + (2 * i + 1) * b : before + 4 * b;
            double *gw = gradient + 8 * i * b, *gb = gw + 4 * b;
            for (int64_t j = 0; j < b; j++) {
                const double f = now[j], in = now[b + j], out = now[2 * b + j], g = now[3 * b + j], th = now[5 * b + j];
                const double d = dh[i * b + j];
                const double dc = dcell[i * b + j] + d * out * (1 - th * th);
                const double df = dc * cell[j] * f * (1 - f), di = dc * g * in * (1 - in);
                const double d_out = d * th * out * (1 - out), dg = dc * in * (1 - g * g);
                gw[j] += df * input[j];
                gw[b + j] += di * h[j];
                gw[2 * b + j] += d_out * input[j];
                gw[3 * b + j] += dg * h[j];
                gb[j] += df;
                gb[b + j] += di;
                gb[2 * b + j] += d_out;
                gb[3 * b + j] += dg;
                dv[j] = df * w[j] + d_out * w[2 * b + j];
                dh[i * b + j] = di * w[b + j] + dg * w[3 * b + j]; // of the step before
                dcell[i * b + j] = dc * f;
            }
            if (i > 0) {
                for (int64_t j = 0; j < b; j++) dh[(i - 1) * b + j] += dv[j];
            } else {
                for (int64_t j = 0; j < b; j++) g_extra[j] += dv[j] * sequence[t * b + j];
            }
        }
    }
    free(work);
    free(exps);
    free(trace);
}
