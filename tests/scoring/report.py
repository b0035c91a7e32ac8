"""Accuracy on gold folders as a table: python tests/scoring/report.py [--errors] tests/gold/seed tests/gold/dev ...

Builds the stories of each folder, exports their graphs and scores them with score_gold.py. Never use --errors on
tests/gold/blind: it is only scored.
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import score_gold

from kg import pipeline
from kg.errors import KgError
from kg.export import write
from kg.model import Article


def stories(folder: Path):
    """The stories of a gold folder, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        meta = {key: gold.get(key) for key in ("title", "published", "publisher")}
        yield Article(path.with_suffix(".txt").read_bytes().decode("utf-8"), identifier=gold["id"], **meta)


def figures(folder: Path):
    """Layer -> row (f1, or share) of a gold folder, and the errors; fails on a story that is not built."""
    quads = []
    for extraction in pipeline.extract(stories(folder)):
        if isinstance(extraction, KgError):
            raise extraction
        quads += pipeline.quads(extraction)
    with tempfile.TemporaryDirectory() as place:
        graph = Path(place) / "graph.trig"
        write(quads, str(graph), None)
        rows, missing, errors = score_gold.score(graph, folder)
    assert missing == []
    return rows, errors


def main() -> None:
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    found = [figures(folder) for folder in folders]
    print("| |" + "|".join(folder.name for folder in folders) + "|")
    print("|-|" + "-|" * len(folders))
    for layer in found[0][0]:
        cells = []
        for rows, _ in found:
            value = rows[layer].get("f1", rows[layer].get("share"))
            cells.append("" if value is None else f"{value:.3f}")
        print(f"|{layer}|" + "|".join(cells) + "|")
    if "--errors" in sys.argv:
        for _, errors in found:
            for error in errors:
                print(*error, sep=" | ")


if __name__ == "__main__":
    main()
