"""The scorer of attributions: its rules on small texts, and its figures against those of the referee."""

import importlib.util
import random
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate.attributions import Found, Words, right, score
from kg.model import Span
from kg.train.marked import stories as marked_stories

TESTS = Path(__file__).parents[1]
CORPUS = TESTS.parent / "corpus" / "attribution"


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def referee():
    return module(TESTS / "scoring" / "score_attribution.py")


@pytest.fixture(scope="module")
def corpus():
    """id -> (text, attributions) of a part of the corpus; whether its files are well formed is tested elsewhere."""
    found = {}
    for path in sorted(CORPUS.glob("*.txt"))[::9]:
        with suppress(InputError):
            for story in marked_stories([path]):
                found[story.identifier] = story.text, [Found(a.content, a.source, a.cue) for a in story.attributions]
    assert len(found) > 10
    return found


def spoil(found, text, rng, rate):
    """Attributions with seeded damage: lost, twice, moved, cut, joined, another's source, none, or out of the text."""
    out, ends = [], len(text)
    for item in found:
        content, source = list(item.content), list(item.source)
        while rng.random() < rate:
            match rng.randrange(9):
                case 0:
                    content = []
                case 1:
                    out.append(Found(tuple(content), tuple(source)))
                case 2:
                    content = [
                        Span(max(0, s.start + rng.randint(-20, 20)), s.end + rng.randint(-20, 20)) for s in content
                    ]
                case 3:
                    content = [Span(s.start, s.start + (s.end - s.start) // 2) for s in content]
                case 4:
                    content += rng.choice(found).content
                case 5:
                    source = list(rng.choice(found).source)
                case 6:
                    source = []
                case 7:
                    source = [Span(max(0, s.start - rng.randint(0, 30)), s.end + rng.randint(0, 30)) for s in source]
                case 8:
                    at = rng.randrange(ends)
                    out.append(Found((Span(at, at + rng.randint(0, 90)),), (Span(at, at + 9),)))
        out.append(Found(tuple(content), tuple(source)))
    rng.shuffle(out)
    return out


def lines(texts, lists):
    return [
        {
            "id": name,
            "text": text,
            "attributions": [
                {"content": [[s.start, s.end] for s in a.content], "source": [[s.start, s.end] for s in a.source]}
                for a in lists[name]
            ],
        }
        for name, text in texts.items()
    ]


def figures(scores):
    """Our figures in the form of the referee's."""

    def three(tally):
        return tally.precision, tally.recall, tally.f1

    return {
        "n_gold": scores.full.gold,
        "n_pred": scores.full.given,
        "exact": three(scores.exact),
        "overlap": three(scores.overlap),
        "soft": three(scores.words),
        "full": three(scores.full),
        "src_acc": scores.source.value or 0,
        "src_name": scores.named.value or 0,
        "src_prec": scores.sourced.value or 0,
        "src_n": scores.source.of,
        "types": {
            kind: {
                "n_gold": part.full.gold,
                "n_pred": part.full.given,
                "exact": three(part.exact),
                "overlap": three(part.overlap),
                "full": three(part.full),
                "src_acc": part.source.value or 0,
            }
            for kind, part in scores.kinds.items()
        },
    }


@pytest.mark.parametrize("rate", [0, 0.2, 0.5, 0.8])
def test_figures_are_those_of_the_referee(rate, corpus, referee):
    rng = random.Random(f"damage {rate}")
    texts = {name: text for name, (text, _) in corpus.items()}
    gold = {name: found for name, (_, found) in corpus.items()}
    found = {name: spoil(gold[name], texts[name], rng, rate) for name in texts if rng.random() >= rate / 5}
    theirs = referee.score(lines(texts, gold), {d["id"]: d for d in lines({n: texts[n] for n in found}, found)})
    mine = figures(score(texts, gold, found))
    assert mine == {key: theirs[key] for key in mine}
    assert rate > 0 or mine["full"][2] == 1
    assert sum(sum(right(texts[n], gold[n], found[n])) for n in found) == pytest.approx(
        mine["full"][0] * mine["n_pred"]
    )


def spans(text, *words):
    return tuple(Span((at := text.index(word)), at + len(word)) for word in words)


TEXT = (
    'Ana Ruiz, a nurse, said “we will strike,” and that the pay is too low. "Nobody listens," said a clerk of the mill.'
)


@pytest.mark.parametrize(
    ("source", "head"),
    [
        (["Ana Ruiz, a nurse"], "Ruiz"),
        (["a clerk of the mill"], "clerk"),
        (["a nurse", "Ana Ruiz"], "Ruiz"),
        ([], None),
        ([" "], None),
    ],
)
def test_the_head_of_a_source(source, head):
    words = Words(TEXT)
    number = words.head(spans(TEXT, *source))
    assert (number if number is None else TEXT[words.starts[number] : words.ends[number]]) == head


def test_marks_and_commas_at_the_ends_do_not_count():
    gold = [Found(spans(TEXT, "we will strike"), spans(TEXT, "Ana Ruiz"))]
    found = [Found(spans(TEXT, "“we will strike,”"), spans(TEXT, "Ruiz, a nurse"))]
    scores = score({"a": TEXT}, {"a": gold}, {"a": found})
    assert (scores.exact.f1, scores.full.f1, scores.kinds["direct"].full.f1) == (1, 1, 1)


def test_kinds_are_those_of_the_quotation_marks():
    gold = [Found(spans(TEXT, c)) for c in ("we will strike", "the pay is too low", "strike,” and that the pay")]
    scores = score({"a": TEXT}, {"a": gold}, {})
    assert {kind: part.full.gold for kind, part in scores.kinds.items()} == {"direct": 1, "indirect": 1, "mixed": 1}
    assert (scores.full.gold, scores.full.f1) == (3, 0)


def test_a_wrong_source_is_no_full_attribution_and_no_source_fits_none():
    content, ana, clerk = (spans(TEXT, w) for w in ("we will strike", "Ana Ruiz", "a clerk"))
    for wanted, given, fits in ((ana, clerk, 0), (ana, (), 0), ((), ana, 0), ((), (), 1), (ana, ana, 1)):
        gold, found = [Found(content, wanted)], [Found((Span(0, 0),)), Found(content, given)]
        assert score({"a": TEXT}, {"a": gold}, {"a": found}).full.right == fits
        assert right(TEXT, gold, found) == [False, bool(fits)]


def test_a_pair_with_the_right_source_comes_before_a_nearer_one_in_full_attribution():
    ana = spans(TEXT, "Ana Ruiz")
    gold = [Found(spans(TEXT, "we will strike"), ana)]
    found = [Found(spans(TEXT, "we will strike")), Found(spans(TEXT, "we will"), ana)]
    assert right(TEXT, gold, found) == [False, True]
