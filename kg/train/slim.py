"""A trained network made slim: fewer attention heads and inner units in each layer, taught by the network itself.

Those are dropped whose loss the others make good best (optimal brain surgeon, Hassibi and Stork 1993, by blocks), and
what comes behind is refitted by least squares. Then the slim network learns to have the same states behind each layer
(Jiao et al. 2020, "TinyBERT") while it learns from the marks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.annotate.attribution.windows import SIZE as READ
from kg.train.fit import SEED, Example, descend, examples, marks_loss, tensors
from kg.train.marked import Story
from kg.train.network import HEAD, SLIM, Breadth, Layer, Network

RATE = 5e-4
SAMPLE = 96  # windows by which heads and units are chosen
DROPPED = 0.08  # share of them that goes at once
HINT = 4.0  # weight of the states against the marks


def slimmed(
    teacher: Network,
    stories: Sequence[Story],
    base: Path,
    epochs: float,
    threads: int,
    told: Callable[[int, int, float], None] = lambda step, steps, loss: None,
    breadth: Breadth = SLIM,
) -> Network:
    """A network of less breadth that reads as a trained one does; the same input and threads give the same."""
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)
    chance = random.Random(SEED)
    data = examples(stories, base) + examples(stories, base, READ)
    network = narrowed(teacher, breadth, chance.sample(data, SAMPLE))
    wanted = {id(e): _states(teacher, e) for e in data}
    layers = zip(*(wanted[id(e)] for e in data[:SAMPLE]), strict=True)
    scale = [torch.cat(states).float().var(0).mean() for states in layers]

    def loss(batch: list[Example]) -> Tensor:
        ids, features = tensors(batch)
        states = network.encoder.states(ids, features)
        hint = torch.zeros(())
        for n, found in enumerate(states):
            taught = torch.cat([wanted[id(e)][n] for e in batch]).float()
            hint = hint + F.mse_loss(found[ids != 0], taught) / scale[n]
        return HINT * hint + marks_loss(network, states[-1], batch, chance)

    network.train()
    parameters = [p for p in network.parameters() if p.requires_grad]
    descend([(parameters, RATE)], data, epochs, loss, told)
    return network.eval()


def narrowed(teacher: Network, breadth: Breadth, sample: list[Example]) -> Network:
    """The network with the best of its heads and units, before it learns."""
    network = Network(breadth)
    network.encoder.frozen = 0
    own = network.state_dict()
    network.load_state_dict({k: v if v.shape == own[k].shape else own[k] for k, v in teacher.state_dict().items()})
    for still in (network.encoder.piece, network.encoder.place, network.encoder.norm):
        still.requires_grad_(False)
    network.encoder.kind.requires_grad_(False)
    seen: dict[Layer, list[tuple[Tensor, Tensor]]] = {}

    def see(layer: Any, given: tuple[Tensor, Tensor]) -> None:
        seen.setdefault(layer, []).append(given)

    wide, slim = ([m for m in n.modules() if isinstance(m, Layer)] for n in (teacher, network))
    hooks = [layer.register_forward_pre_hook(see) for layer in wide]
    with torch.no_grad():
        marks_loss(teacher, teacher.encoder.states(*tensors(sample), padded=True)[-1], sample, random.Random(SEED))
        for hook in hooks:
            hook.remove()
        for old, new in zip(wide, slim, strict=True):
            _narrow(old, new, seen[old])
    for layer in network.encoder.layers:
        layer.drop.p = 0.0  # type: ignore[union-attr]
    return network


def _narrow(old: Layer, new: Layer, seen: list[tuple[Tensor, Tensor]]) -> None:
    """Fills a layer from a broader one, by what that was given: states and masks."""
    valid = [mask[:, 0, 0] for _, mask in seen]
    x = torch.cat([x[v] for (x, _), v in zip(seen, valid, strict=True)])
    gathered = torch.cat([old.attended(*given)[v] for given, v in zip(seen, valid, strict=True)])
    kept = _refit(gathered, old.out, new.out, HEAD)
    for name in ("weight", "bias"):
        parts = getattr(old.attend, name).data.chunk(3)
        getattr(new.attend, name).data = torch.cat([part[kept] for part in parts])
    kept = _refit(old.grown(old.norm1(x + old.out(gathered))), old.shrink, new.shrink, 1)
    new.grow.weight.data, new.grow.bias.data = old.grow.weight[kept], old.grow.bias[kept]


def _refit(given: Tensor, old: nn.Linear, new: nn.Linear, block: int) -> Tensor:
    """Fits a linear map to a broader one, given examples of the input of that, [examples, breadth]; the columns that
    it kept, in blocks."""
    mean = given.mean(0)
    second = (given - mean).double().T @ (given - mean).double() / len(given)
    second += torch.eye(len(second)) * second.diagonal().mean() * 1e-3
    aim = second @ old.weight.double().T
    kept = torch.arange(len(second))
    while len(kept) > new.in_features:
        inverse = torch.linalg.inv(second[kept][:, kept])
        rows = (inverse @ aim[kept]).reshape(-1, block, old.out_features)
        blocks = inverse.reshape(len(rows), block, len(rows), block).diagonal(dim1=0, dim2=2).permute(2, 0, 1)
        lost = (rows * torch.linalg.solve(blocks, rows)).sum((1, 2))
        many = min(max(1, int(len(rows) * DROPPED)), (len(kept) - new.in_features) // block)
        stay = lost.argsort(stable=True)[many:].sort().values
        kept = kept.reshape(-1, block)[stay].flatten()
    weights = torch.linalg.solve(second[kept][:, kept], aim[kept]).float()
    new.weight.data = weights.T.contiguous()
    new.bias.data = old.bias + old.weight @ mean - new.weight @ mean[kept]
    return kept


def _states(teacher: Network, example: Example) -> list[Tensor]:
    """The states behind each layer for a window, [pieces, WIDTH] each, in half precision to save memory."""
    with torch.no_grad():
        return [layer[0].half() for layer in teacher.encoder.states(*tensors([example]))]
