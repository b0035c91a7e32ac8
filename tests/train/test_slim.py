"""A network made slim says nearly what it said. Runs where PyTorch is installed ('make model' installs it)."""

import pytest

torch = pytest.importorskip("torch")

from kg.annotate.attribution.windows import Window  # noqa: E402
from kg.train.fit import Example, tensors  # noqa: E402
from kg.train.network import Breadth, Network  # noqa: E402
from kg.train.slim import narrowed  # noqa: E402

WORDS = 60


@pytest.fixture(scope="module")
def made():
    """A network of which half the heads and inner units do nothing, and windows for it."""
    torch.manual_seed(3)
    network = Network(Breadth(4, 64)).eval()
    for layer in (*network.encoder.layers, network.reader.layer):
        layer.out.weight.data[:, 32:96] = 0
        layer.shrink.weight.data[:, ::2] = 0
    sample = []
    for _ in range(12):
        pieces = torch.randint(1000, 2000, (WORDS,)).tolist()
        words = [(2 * n, 2 * n + 1) for n in range(WORDS)]
        window = Window(pieces, [1] * WORDS, words, list(range(WORDS)), [0] * WORDS)
        sample.append(Example(window, [(5, 6, {7: 2, 8: 2}, None)]))
    return network, sample


def apart(one, other, sample):
    with torch.no_grad():
        a, b = (network.encoder.states(*tensors(sample))[-1] for network in (one, other))
    return float((a - b).abs().mean())


def test_heads_and_units_that_do_nothing_go_first(made):
    network, sample = made
    slim = narrowed(network, Breadth(2, 32), sample).eval()
    assert slim.encoder.layers[3].grow.weight.shape == (32, 384)
    assert torch.equal(slim.encoder.layers[3].grow.weight, network.encoder.layers[3].grow.weight[1::2])
    assert torch.equal(slim.reader.layer.grow.weight, network.reader.layer.grow.weight[1::2])
    queries = network.encoder.layers[0].attend.weight[:128]
    assert torch.equal(slim.encoder.layers[0].attend.weight[:64], torch.cat([queries[:32], queries[96:]]))
    assert apart(network, slim, sample) < 0.02


def test_the_others_make_good_what_goes(made):
    network, sample = made
    slim = narrowed(network, Breadth(1, 16), sample).eval()
    assert 0.02 < apart(network, slim, sample) < 0.6
