"""A trained network -> the folder that `kg.annotate.attribution` loads: two int8 ONNX files, vocabulary and card."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from kg.annotate.attribution.decode import Thresholds
from kg.annotate.attribution.tagger import BUCKETS, CARD, ENCODER, FORMAT, PIECES, READER
from kg.train.network import WIDTH, Network

OPSET = 17


def export(network: Network, base: Path, folder: Path, kinds: bool) -> None:
    """Writes a model with a card that says no more than `kinds`: whether thought and speech were told apart.

    Weights are int8 a channel, activations are scaled as they come (dynamic quantization). The range of the weights is
    reduced to 7 bits, so that processors with and without wide int8 sums give the same sums.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (2, 40))
    states, near = torch.randn(3, 20, WIDTH), torch.zeros(3, 20, dtype=torch.long)
    near[:, 4] = BUCKETS
    parts: tuple[tuple[str, torch.nn.Module, dict[str, torch.Tensor], tuple[str, str]], ...] = (
        (ENCODER, network.encoder, {"ids": ids, "features": torch.ones_like(ids)}, ("states", "cues")),
        (
            READER,
            network.reader,
            {"states": states, "distances": near, "valid": torch.ones(3, 20, dtype=torch.bool)},
            ("labels", "verdicts"),
        ),
    )
    with tempfile.TemporaryDirectory() as place:
        for name, module, inputs, outputs in parts:
            whole = Path(place) / name
            axes = {key: {0: f"{name}_items", 1: f"{name}_length"} for key in (*inputs, *outputs) if key != "verdicts"}
            torch.onnx.export(
                module,
                tuple(inputs.values()),
                whole,
                input_names=list(inputs),
                output_names=list(outputs),
                dynamic_axes=axes | ({"verdicts": {0: f"{name}_items"}} if name == READER else {}),
                opset_version=OPSET,
                dynamo=False,
            )
            quantize_dynamic(whole, folder / name, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copyfile(base / "vocab.txt", folder / PIECES)
    write_card(folder, {"sha256": ""}, kinds, Thresholds(), [])


def write_card(
    folder: Path,
    data: dict[str, Any],
    kinds: bool,
    limits: Thresholds,
    calibration: list[tuple[float, float]],
    leads: bool = False,
) -> None:
    """What a model was trained on, whether it leads, its thresholds, what its scores are worth, hashes of its files."""
    card = {
        "format": FORMAT,
        "base": "all-MiniLM-L6-v2",
        "data": data,
        "kinds": kinds,
        "leads": leads,
        "thresholds": asdict(limits),
        "calibration": calibration,
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (ENCODER, READER, PIECES)},
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
