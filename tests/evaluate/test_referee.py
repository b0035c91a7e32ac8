"""The figures of gold folders are those of tests/scoring/score_gold.py, on good graphs and on spoiled ones."""

import importlib.util
import random
import shutil
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.evaluate import stories
from kg.evaluate.figures import Tally
from kg.evaluate.gold import read
from kg.evaluate.graph import Graph, load
from kg.evaluate.run import build
from kg.prefixes import PREFIXES
from kg.vocab import LAB, OA, PROV

TESTS = Path(__file__).parents[1]
GOLD = TESTS / "gold"
FEW = {"dev": ("tv-teachers-peoria",), "seed": ("kaiser-strike",)}

# What no figure rests on is kept from the referee, which takes long to read.
UNREAD = {NamedNode(str(p)) for p in (LAB.rule, LAB.confidence, LAB.claimText, LAB.modality, PROV.wasGeneratedBy)}


@pytest.fixture(scope="module")
def referee():
    spec = importlib.util.spec_from_file_location("score_gold", TESTS / "scoring" / "score_gold.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.Issues = cache(module.Issues)  # reads the ontology anew each time
    return module


def rounded(row):
    return {key: value if value is None else round(value, 4) for key, value in row.items()}


def mine(report):
    """Our figures in the form of the referee's."""
    out = {}
    for layer, figure in report.figures.items():
        if isinstance(figure, Tally):
            row = {"p": figure.precision, "r": figure.recall, "f1": figure.value}
            row |= {"tp": figure.right, "pred": figure.given, "gold": figure.gold}
        else:
            row = {"share": figure.value, "ok": figure.right, "n": figure.of}
        out[layer] = rounded(row)
    return out


def theirs(referee, folder, quads, place):
    path = place / "graph.nq"
    serialize([quad for quad in quads if quad.predicate not in UNREAD], str(path), RdfFormat.N_QUADS)
    rows, missing, _ = referee.score(path, folder)
    return {layer: rounded(row) for layer, row in rows.items()}, missing, path


@pytest.mark.parametrize("name", ["seed", "dev", "work", "blind"])
def test_figures_are_those_of_the_referee(name, built, referee, tmp_path):
    _, quads, report = built(name)
    rows, missing, _ = theirs(referee, GOLD / name, quads, tmp_path)
    assert (mine(report), report.missing) == (rows, missing)


@pytest.fixture(scope="module")
def few(built, tmp_path_factory):
    """A few stories as a folder of their own: the folder, its gold, their quads."""
    folder, quads = tmp_path_factory.mktemp("few"), []
    for name, keys in FEW.items():
        for key in keys:
            for path in (GOLD / name).glob(f"{key}.*"):
                shutil.copy(path, folder)
        quads += [quad for quad in built(name)[1] if any(f"/{key}/graph" in quad.graph_name.value for key in keys)]
    golds = read(folder)
    assert len(golds) == 2
    return folder, golds, quads


def node(term):
    return NamedNode(str(term))


def removed(quads, rng):
    """Without every third statement, action and entity; the articles stay."""
    kind = NamedNode(PREFIXES["rdf"] + "type")
    gone = {q.subject for q in quads if q.predicate == kind and rng.random() < 1 / 3}
    gone -= {q.subject for q in quads if q.predicate == node(LAB.textSha256)}
    return [q for q in quads if q.subject not in gone]


def swapped(quads, rng):
    """Speakers, targets, members and agents exchanged."""
    props = {node(p) for p in (LAB.speaker, LAB.stanceTarget, LAB.organizer, LAB.about, LAB.claimObject)}
    pool = {prop: [q.object for q in quads if q.predicate == prop] for prop in props}
    return [
        Quad(q.subject, q.predicate, rng.choice(pool[q.predicate]), q.graph_name) if q.predicate in props else q
        for q in quads
    ]


def shifted(quads, rng):
    """Spans moved, their words cut."""
    out = []
    for quad in quads:
        value = quad.object
        if quad.predicate in (node(OA.start), node(OA.end)) and rng.random() < 0.5:
            value = Literal(str(max(0, int(value.value) + rng.randint(-90, 90))), datatype=value.datatype)
        elif quad.predicate == node(OA.exact) and rng.random() < 0.5:
            value = Literal(value.value[: len(value.value) // 2])
        out.append(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return out


def renamed(quads, rng):
    """Names, roles, numbers and units of others."""
    props = {PREFIXES["rdfs"] + "label", PREFIXES["schema"] + "value", PREFIXES["schema"] + "unitText"}
    pool = {prop: [q.object for q in quads if q.predicate.value == prop] for prop in props}
    return [
        Quad(q.subject, q.predicate, rng.choice(pool[q.predicate.value]), q.graph_name)
        if q.predicate.value in props and rng.random() < 0.3
        else q
        for q in quads
    ]


def thinned(quads, rng):
    """Without a fifth of all triples but the offsets of spans."""
    kept = (node(OA.start), node(OA.end))
    return [q for q in quads if q.predicate in kept or rng.random() < 0.8]


def doubled(quads, rng):
    """Statements said by more, of two kinds, in the same places."""
    kinds = [node(LAB.DirectQuotation), node(LAB.IndirectQuotation), node(LAB.MixedQuotation)]
    speakers = [q.object for q in quads if q.predicate == node(LAB.speaker)]
    out = list(quads)
    for quad in quads:
        if quad.object in kinds and rng.random() < 0.5:
            twin = NamedNode(quad.subject.value + "-twin")
            out.append(Quad(quad.subject, quad.predicate, rng.choice(kinds), quad.graph_name))
            out += [Quad(twin, q.predicate, q.object, q.graph_name) for q in quads if q.subject == quad.subject]
            out.append(Quad(twin, node(LAB.speaker), rng.choice(speakers), quad.graph_name))
    return out


def lacking(quads, rng):
    """Without one story."""
    names = sorted({q.graph_name.value for q in quads})
    return [q for q in quads if q.graph_name.value != names[0]]


@pytest.mark.parametrize("spoil", [removed, swapped, shifted, renamed, thinned, doubled, lacking])
def test_figures_of_spoiled_graphs_are_those_of_the_referee(spoil, few, referee, tmp_path):
    folder, golds, quads = few
    spoiled = spoil(quads, random.Random(spoil.__name__))
    rows, missing, path = theirs(referee, folder, spoiled, tmp_path)
    report = stories.score("few", golds, load(path))
    assert (mine(report), report.missing) == (rows, missing)
    assert mine(report) != mine(stories.score("few", golds, Graph(quads)))


def test_each_missed_or_false_thing_is_a_fault_with_its_place(few):
    _, golds, quads = few
    report = stories.score("few", golds, Graph(removed(quads, random.Random(1))))
    counts = dict(report.kinds())
    texts = {gold.key: gold.article.text for gold in golds}
    for layer, thing in (
        ("statements", "statement"),
        ("entities", "entity"),
        ("positions", "position"),
        ("actions", "action"),
    ):
        figure = report.tally(layer)
        assert counts.get(f"missed {thing}", 0) == figure.gold - figure.right
        assert counts.get(f"false {thing}", 0) == figure.given - figure.right
    assert sum(counts.values()) == len(report.faults) > 20
    for fault in report.faults:
        assert all(0 <= span.start < span.end <= len(texts[fault.story]) for span in fault.spans)
        if fault.kind == "missed statement":
            assert " ".join(span.of(texts[fault.story]) for span in fault.spans) == fault.words


def test_confidence_counts_what_is_not_in_gold_as_wrong_in_one_column(few):
    _, golds, quads = few
    report = stories.score("few", golds, Graph(quads))
    least = report.confident[0.5]
    assert (least.given, least.in_gold) == (report.tally("statements").given, report.tally("statements").right)
    assert least.right == report.tally("attribution").right
    assert [row.given for row in report.confident.values()] == sorted(
        (row.given for row in report.confident.values()), reverse=True
    )
    assert least.among_given <= least.among_matched


def test_a_story_that_cannot_be_built_is_told(monkeypatch, few):
    from kg import pipeline
    from kg.errors import AnnotationError

    monkeypatch.setattr(pipeline, "extract", lambda articles, settings: [AnnotationError("broken.")])
    failed = []
    assert list(build([], failed)) == []
    assert [str(error) for error in failed] == ["broken."]
