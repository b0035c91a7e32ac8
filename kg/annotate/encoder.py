"""The encoders of the language model (spaCy's tok2vec), with the same results at a sixth of the time.

What an encoder says of a word by itself is kept: it is the same wherever the word stands. Its convolutions (Collobert
and Weston 2008) are run by onnxruntime, a story at a time, so that what is read with a story cannot change a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.annotate.network import Graph, session

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Floats = NDArray[np.float32]
# spacy.MultiHashEmbed.v2 and spacy.MaxoutWindowEncoder.v2
LAYERS = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list", "with_array"]
KEPT = 20_000  # words of which the vector is kept
ROWS = 1024  # words that go through the convolutions at once: what they need stays in the processor's cache


class Encoder:
    """One encoder.

    Raises:
        ValueError: it has other layers.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        if not (model.has_ref("embed") and model.has_ref("encode")):
            raise ValueError(f"an encoder of other layers: {model.name}")
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        if [layer.name.split("(")[0] for layer in (*embed.layers, encode)] != LAYERS:
            raise ValueError(f"an encoder of other layers: {model.name}")
        self.columns: list[Any] = embed.layers[0].attrs["columns"]
        self.hashed, self.mixed = embed.layers[2].layers[0], embed.layers[3].layers[0]
        self.width: int = model.get_dim("nO")
        layers = encode.layers[0].layers
        self.reach = len(layers)
        self.convolved = session(_convolutions(layers, self.width))
        self.places: dict[bytes, int] = {}
        self.vectors = np.empty((KEPT, self.width), np.float32)

    def __call__(self, doc: Doc) -> Floats:
        """The vectors of the words of a document, [words, width]."""
        edge = np.zeros((self.reach, self.width), np.float32)
        words = np.concatenate((edge, self._words(doc), edge))
        found = []
        for start in range(0, len(doc), ROWS):
            end = min(start + ROWS, len(doc)) + 2 * self.reach
            (some,) = self.convolved.run(None, {"words": words[start:end]})
            found.append(some[self.reach : -self.reach])
        return np.concatenate(found or [edge[:0]])

    def _words(self, doc: Doc) -> Floats:
        """What the encoder says of each word by itself."""
        features = np.ascontiguousarray(doc.to_array(self.columns))
        rows: list[bytes] = features.view(f"V{features.itemsize * len(self.columns)}").ravel().tolist()
        places = self.places
        new = {row: i for i, row in enumerate(rows) if row not in places}
        if len(places) + len(new) > len(self.vectors):
            places.clear()
            new = {row: i for i, row in enumerate(rows)}
            if len(new) > len(self.vectors):
                self.vectors = np.empty((len(new), self.width), np.float32)
        if new:
            first = len(places)
            made = self.mixed.predict(self.hashed.predict(features[list(new.values())]))
            self.vectors[first : first + len(new)] = made
            places.update((row, first + i) for i, row in enumerate(new))
        found: Floats = self.vectors[[places[row] for row in rows]]
        return found


def _convolutions(layers: Sequence[Model[Any, Any]], width: int) -> bytes:
    """Maxout over each word and its two neighbors, normalized, and added to what went in; four times."""
    graph = Graph()
    pads = graph.array("pads", np.array([1, 0, 1, 0]))
    rows, second, last, end = (
        graph.array(name, np.array([value]))
        for name, value in (("rows", 0), ("second", 2), ("last", -2), ("end", 1 << 60))
    )
    words = "words"
    for n, layer in enumerate(layers):
        parts: dict[str, Any] = {node.name: node for node in layer.walk()}
        weights, bias = (parts["maxout"].get_param(name) for name in ("W", "b"))
        pieces = weights.shape[1]
        # The pieces of all units one after the other, so that the greatest are found in long rows.
        weights = weights.transpose(2, 1, 0).reshape(3 * width, pieces * width)
        around = graph.node("Pad", [words, pads], f"around{n}")
        left = graph.node("Slice", [around, rows, last, rows], f"left{n}")
        right = graph.node("Slice", [around, second, end, rows], f"right{n}")
        graph.node("Concat", [left, words, right], f"window{n}", axis=1)
        given = [graph.array(f"weights{n}", weights), graph.array(f"bias{n}", bias.T.ravel())]
        graph.node("Gemm", [f"window{n}", *given], f"sums{n}")
        split = [f"piece{n}.{i}" for i in range(pieces)]
        graph.node("Split", [f"sums{n}"], split, axis=1, num_outputs=pieces)
        graph.node("Max", split, f"greatest{n}")
        given = [graph.array(f"{name}{n}", parts["layernorm"].get_param(name)) for name in ("G", "b")]
        graph.node("LayerNormalization", [f"greatest{n}", *given], f"normal{n}", axis=-1, epsilon=1e-8)
        words = graph.node("Add", [words, f"normal{n}"], f"words{n}")
    return graph.model({"words": width}, {words: width})
