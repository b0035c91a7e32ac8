"""Fitting the network to marked stories.

AdamW with a warm-up and a linear fall of the rate; bfloat16 where the processor has it. What is no cue is learned from
the network's own mistakes: words that it takes for a cue, and that are none, are read like cues and rejected.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.annotate.attribution.decode import CONTENT, SOURCE, cues
from kg.annotate.attribution.pieces import Pieces
from kg.annotate.attribution.tagger import Item, gathered, groups, surroundings
from kg.annotate.attribution.windows import Window, scope, windows
from kg.train.marked import Story
from kg.train.network import Network

SIZE = 256  # pieces of a window
BATCH, RATE, FASTER, SEED = 8, 2e-4, 4.0, 1
WARM, FLOOR = 0.06, 0.02  # share of the steps in which the rate grows; the least part of it
MISTAKEN = 0.2  # chance above which a word that is no cue is learned from
IGNORED = -100


@dataclass(slots=True)
class Example:
    """A window with what is marked in it: (cue first, end, label by word, thought or None) each."""

    window: Window
    marked: list[tuple[int, int, dict[int, int], bool | None]]


def examples(stories: Sequence[Story], base: Path, size: int = SIZE) -> list[Example]:
    """The windows of stories, of at most so many pieces, with their marks in words."""
    pieces, found = Pieces(base / "vocab.txt"), list[Example]()
    for story in stories:
        for window in windows(story.text, pieces, size):
            example = Example(window, [])
            for a in story.taught:
                cue, content, source = (
                    [i for i, (s, e) in enumerate(window.words) if any(s < p.end and p.start < e for p in spans)]
                    for spans in (a.cue, a.content, a.source)
                )
                if cue:
                    labels = dict.fromkeys(content, CONTENT) | dict.fromkeys(source, SOURCE)
                    example.marked.append((min(cue), max(cue) + 1, labels, a.thought))
            found.append(example)
    return found


def fit(
    stories: Sequence[Story],
    base: Path,
    epochs: float,
    threads: int,
    told: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> Network:
    """A network trained on stories from the pretrained one in `base`; the same stories and threads give the same."""
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)
    network = Network()
    network.pretrained(base)
    known, new = network.groups()
    chance = random.Random(SEED)

    def loss(batch: list[Example]) -> Tensor:
        return marks_loss(network, network.encoder.states(*tensors(batch))[-1], batch, chance)

    network.train()
    descend([(known, RATE), (new, RATE * FASTER)], examples(stories, base), epochs, loss, told)
    return network.eval()


def descend(
    groups: list[tuple[list[nn.Parameter], float]],
    data: Sequence[Example],
    epochs: float,
    loss: Callable[[list[Example]], Tensor],
    told: Callable[[int, int, float], None],
) -> None:
    """Moves parameters, each group at its own rate, so that the loss of batches of examples falls."""
    chance = random.Random(SEED)
    optimizer = torch.optim.AdamW(
        [{"params": some, "rate": rate} for some, rate in groups], weight_decay=0.01, betas=(0.9, 0.98)
    )
    steps = max(1, round(epochs * len(data) / BATCH))
    order: list[int] = []
    for step in range(steps):
        while len(order) < BATCH:
            order += chance.sample(range(len(data)), len(data))
        batch, order = [data[i] for i in order[:BATCH]], order[BATCH:]
        part = step / steps
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * min(1, part / WARM + 0.02) * max(FLOOR, 1 - part)
        with torch.autocast("cpu", torch.bfloat16, torch.backends.cpu.get_cpu_capability() != "AVX2"):
            lost = loss(batch)
        optimizer.zero_grad()
        lost.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for some, _ in groups for p in some], 1.0)
        optimizer.step()
        told(step + 1, steps, float(lost.detach()))


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Pieces and features [batch, length], padded with 0."""
    ids, features = (_padded([getattr(e.window, name) for e in batch]) for name in ("pieces", "features"))
    return ids, features


def marks_loss(network: Network, states: Tensor, batch: list[Example], chance: random.Random) -> Tensor:
    """How far the cues and readings that follow from states [batch, length, WIDTH] are from what is marked."""
    scores = network.encoder.cue(states)
    firsts = [(k, first) for k, e in enumerate(batch) for first in e.window.firsts]
    scores = scores.float()[tuple(torch.tensor(firsts).T)]
    wanted, offsets = torch.zeros(len(firsts), dtype=torch.long), list[int]()
    at = 0
    for e in batch:
        offsets.append(at)
        for first, end, *_ in e.marked:
            wanted[at + first : at + end] = 2
        for first, *_ in e.marked:
            wanted[at + first] = 1
        at += len(e.window.firsts)
    loss = 8 * F.cross_entropy(scores, wanted)
    guesses = scores.detach().softmax(-1).numpy()
    items = [
        Item(*scope(e.window, first, end), first, end, 1.0, k, marks, thought)
        for k, e in enumerate(batch)
        for first, end, marks, thought in e.marked
    ]
    false = []
    for k, (e, start) in enumerate(zip(batch, offsets, strict=True)):
        true = {i for first, end, *_ in e.marked for i in range(first, end)}
        for a, b, _ in cues(guesses[start : start + len(e.window.firsts)], MISTAKEN):
            if not true & set(range(a, b)):
                false.append(Item(*scope(e.window, a, b), a, b, 0.0, k, {}))
    chance.shuffle(false)
    items += false[: len(items) // 2 + 1]
    return loss + _reading_loss(network, [e.window for e in batch], states, items) if items else loss


def _reading_loss(network: Network, read: list[Window], states: Tensor, items: list[Item]) -> Tensor:
    """Loss of labels and verdicts of the second look; an item's score says whether it is an attribution."""
    labels = verdicts = torch.zeros(())
    words = 0
    for group in groups(items):
        around = {name: torch.from_numpy(x) for name, x in surroundings(group).items()}
        seen = states[torch.tensor([t.window for t in group])[:, None], torch.from_numpy(gathered(read, group))]
        said, judged = network.reader(seen, around["distances"], around["valid"])
        wanted = torch.full(said.shape[:2], IGNORED)
        for row, item in zip(wanted, group, strict=True):
            row[: item.length] = 0
            row[item.first - item.start : item.end - item.start] = IGNORED
            for i, label in (item.marks or {}).items():
                if item.start <= i < item.stop:
                    row[i - item.start] = label
        labels = labels + F.cross_entropy(said.float().flatten(0, 1), wanted.flatten(), reduction="sum")
        words += int((wanted != IGNORED).sum())
        true = torch.tensor([t.score for t in group])
        kinds = torch.tensor([float(t.thought or False) for t in group])
        known = torch.tensor([float(t.thought is not None) for t in group])
        loss = F.binary_cross_entropy_with_logits
        verdicts = verdicts + loss(judged[:, 0].float(), true, reduction="sum")
        verdicts = verdicts + loss(judged[:, 1].float(), kinds, weight=known, reduction="sum")
    return 2 * labels / max(words, 1) + 0.3 * verdicts / len(items)


def _padded(rows: list[list[int]]) -> Tensor:
    filled = torch.zeros((len(rows), max(map(len, rows))), dtype=torch.long)
    for row, values in zip(filled, rows, strict=True):
        row[: len(values)] = torch.tensor(values)
    return filled
