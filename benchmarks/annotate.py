"""What annotating costs, as a ratio of the processor time of spaCy with the same language model, in the same run.

    python benchmarks/annotate.py [STORIES]

Reads the stories of corpus/attribution (500 unless told otherwise) in one process on one thread; each way of reading
runs once before it is measured, so that models and lexicons are loaded. The ways take turns at a few stories each, so
that what else the machine does meets all of them alike.
"""

import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

from kg.annotate import MODEL, annotate
from kg.annotate.nlp import stock
from kg.errors import KgError
from kg.model import Article
from kg.train.marked import stories

TURN = 32  # stories; the batch of both pipelines
CORPUS = Path(__file__).parents[1] / "corpus" / "attribution"


def seconds(work) -> float:
    """Processor time of using up an iterator."""
    began = time.process_time()
    for found in work:
        assert not isinstance(found, KgError), found
    return time.process_time() - began


def main(count: int) -> None:
    articles = [Article(s.text, identifier=s.identifier, published="2024-03-11") for s in stories([CORPUS])][:count]
    words = sum(len(a.text.split()) for a in articles)
    nlp, engine = stock()

    def bare(some):
        return nlp.pipe((a.text for a in some), batch_size=32)

    ways = {
        "spaCy alone": bare,
        "kg, --fast": lambda some: annotate(some, model=None),
        "kg": lambda some: annotate(some, model=MODEL),
    }
    for way in ways.values():
        seconds(way(articles[:20]))
    times = dict.fromkeys(ways, 0.0)
    for start in range(0, len(articles), TURN):
        for name, way in ways.items():
            times[name] += seconds(way(articles[start : start + TURN]))
    print(f"{len(articles)} stories, {words} words; {engine}; onnxruntime {version('onnxruntime')}")
    print(f"Python {platform.python_version()}, {platform.machine()}, one core\n")
    print("| |ratio|words a second|\n|-|-|-|")
    for name, time_ in times.items():
        print(f"|{name}|{time_ / times['spaCy alone']:.2f}|{words / time_:.0f}|")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
