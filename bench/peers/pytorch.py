"""Does works in eager PyTorch, on one thread, as bench/src/mg/bench/Worker.java asks for them."""
import gzip
import os
import sys
import time

try:
    import torch
except ImportError as e:
    print("absent", e)
    sys.exit()

torch.set_num_threads(1)
TYPES = {"f64": torch.float64, "f32": torch.float32}


def product(dtype, n):
    """A product of two matrices into a third."""
    n = int(n)
    a = ((torch.arange(n * n) * 37 % 17 - 8) / 8).to(TYPES[dtype]).reshape(n, n)
    b = ((torch.arange(n * n) * 53 % 13 - 6) / 8).to(TYPES[dtype]).reshape(n, n)
    c = torch.empty(n, n, dtype=TYPES[dtype])

    def once():
        torch.mm(a, b, out=c)

    return once, lambda: c.flatten().tolist()


def idx(path, count, header, size, dtype):
    with gzip.open(path) as f:
        data = bytearray(f.read()[header : header + count * size])
    return torch.frombuffer(data, dtype=torch.uint8).to(dtype)


def mnist(dtype, batch, rate, count, folder):
    """An epoch of training a perceptron 784-50-10 by gradient descent."""
    batch, rate, count = int(batch), float(rate), int(count)
    x = idx(os.path.join(folder, "train-images-idx3-ubyte.gz"), count, 16, 784, TYPES[dtype]).reshape(count, 784) / 255
    y = idx(os.path.join(folder, "train-labels-idx1-ubyte.gz"), count, 8, 1, torch.int64)
    last = [0.0]

    def once():
        model = torch.nn.Sequential(torch.nn.Linear(784, 50), torch.nn.ReLU(), torch.nn.Linear(50, 10)).to(TYPES[dtype])
        with torch.no_grad():
            model[0].weight.uniform_(-0.05, 0.05)
            model[2].weight.uniform_(-0.3, 0.3)
            model[0].bias.zero_()
            model[2].bias.zero_()
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        criterion = torch.nn.CrossEntropyLoss()
        total = torch.zeros((), dtype=TYPES[dtype])
        for rows in torch.randperm(count).split(batch):
            optimizer.zero_grad()
            loss = criterion(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(rows)
        last[0] = total.item() / count

    return once, lambda: last


once = None
for line in sys.stdin:
    word, *rest = line.split()
    if word == "open":
        once, result = {"product": product, "mnist": mnist}[rest[0]](*rest[1:])
        once()
        print("ready", *result(), flush=True)
    elif word == "run":
        began = time.process_time()
        for _ in range(int(rest[0])):
            once()
        print("took", time.process_time() - began, flush=True)
    else:
        with open("/proc/self/status") as status:
            print("peak", next(s.split()[1] for s in status if s.startswith("VmHWM")), flush=True)
