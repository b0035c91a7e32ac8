"""A story as queries see it, and the graphs about all stories."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.graph import build, check
from kg.graph.terms import ALT_LABEL, LABEL, TYPE, english, term
from kg.graph.world import NAME, Sheet, View, lines
from kg.graph.world import shown as shown_as_text
from kg.ids import DATA, HISTORY, WORLD
from kg.link import link

STORY = f"{DATA}article/dockers-7"
RUIZ = f"{STORY}/person/maria-ruiz"
SHARED = f"{DATA}person/maria-ruiz--guild-local-7"


@pytest.fixture(scope="module")
def found(dockers):
    return lines(build(link(dockers.EXTRACTION)))


def view(**more):
    return View(f"{STORY}/graph", STORY, **{"iris": {}, "labels": {}, **more})


def shown(found, view):
    """The graph as quads."""
    graph = NamedNode(view.graph)
    triples = parse(shown_as_text(found, view), format=RdfFormat.N_TRIPLES)
    return [Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def values(quads, subject, predicate):
    return sorted(str(q.object.value) for q in quads if q.subject.value == subject and q.predicate == predicate)


def test_lines_are_sorted_and_say_each_thing_once():
    s, p = NamedNode("d:s"), NamedNode("d:p")
    quads = [Quad(s, p, Literal(x), NamedNode("d:g")) for x in ("b", "a")]
    assert lines(quads) == '<d:s> <d:p> "a" .\n<d:s> <d:p> "b" .\n'
    assert lines([]) == ""


@pytest.mark.parametrize("words", ['"', "\\", "\n\r\t", "\x00", "\x7f\x1b", "\u2028", "😀", "’“", "<d:x> .", '\'"""'])
def test_any_text_comes_back_from_lines(words):
    quad = Quad(NamedNode("d:s"), NamedNode("d:p"), Literal(words))
    [back] = parse(lines([quad]), format=RdfFormat.N_TRIPLES)
    assert back.object.value == words
    [seen] = shown(lines([quad]), View("d:g", "d:a", {}, {}))
    assert seen == Quad(quad.subject, quad.predicate, quad.object, NamedNode("d:g"))


def test_a_story_alone_is_shown_as_it_was_found(found, dockers):
    quads = shown(found, view(files=("stories/dockers.txt",)))
    assert lines(quads) == found
    assert {q.graph_name.value for q in quads} == {f"{STORY}/graph"}


def test_shared_iris_take_the_place_of_those_of_the_story(found):
    quads = shown(found, view(iris={RUIZ: SHARED}))
    assert RUIZ not in {q.subject.value for q in quads} | {getattr(q.object, "value", "") for q in quads}
    assert values(quads, SHARED, LABEL) == ["Maria Ruiz"]
    before = [line for line in found.splitlines() if f"<{RUIZ}>" in line]
    assert len([q for q in quads if SHARED in str(q)]) == len(before) >= 5
    # An IRI that only begins like it stays.
    assert len(quads) == len(shown(found, view()))
    assert check(quads).conforms


def test_the_shared_name_takes_the_place_of_the_storys_own(found):
    quads = shown(found, view(iris={RUIZ: SHARED}, labels={SHARED: "María Ruiz-Soto"}))
    assert values(quads, SHARED, LABEL) == values(quads, SHARED, NAME) == ["María Ruiz-Soto"]
    assert "Maria Ruiz" in values(quads, SHARED, ALT_LABEL)
    same = shown(found, view(iris={RUIZ: SHARED}, labels={SHARED: "Maria Ruiz"}))
    assert "Maria Ruiz" not in values(same, SHARED, ALT_LABEL)
    assert check(quads).conforms


def test_two_things_that_are_one_have_one_name(found):
    """As where a curator joins two of one story."""
    firm = f"{STORY}/org/lakeside-freight"
    guild = f"{STORY}/union/dockers-guild"
    quads = shown(found, view(iris={firm: "d:one", guild: "d:one"}, labels={"d:one": "Lakeside"}))
    assert values(quads, "d:one", LABEL) == ["Lakeside"]
    assert {"Lakeside Freight", "Dockers’ Guild"} <= set(values(quads, "d:one", ALT_LABEL))


def test_files_are_those_of_the_reading(found):
    quads = shown(found, view(files=("a.txt", "b.txt")))
    assert values(quads, STORY, term("sourceFile")) == ["a.txt", "b.txt"]
    assert values(shown(found, view()), STORY, term("sourceFile")) == []


def test_a_copy_names_its_original_and_shows_less(found, dockers):
    from kg.sentences import fingerprints

    original = f"{DATA}article/wire"
    quads = shown(found, view(copy_of=original, copied=frozenset(fingerprints(dockers.TEXT))))
    assert values(quads, STORY, term("copyOf")) == [original]
    assert values(shown(found, view()), STORY, term("copyOf")) == []
    assert not any(q.predicate == term("contentSpan") for q in quads)
    assert check(quads).conforms


def test_further_names_are_those_of_things_that_are_there(found):
    quads = shown(found, view(aliases={RUIZ: ("Mia Ruiz",), "d:none": ("x",)}))
    assert "Mia Ruiz" in values(quads, RUIZ, ALT_LABEL)
    assert values(quads, "d:none", ALT_LABEL) == []


def test_sheet_of_disputes_and_doubts():
    sheet = Sheet(WORLD)
    sheet.dispute("d:dispute/1", "Bakers and Orrin Mills, 2024", ["d:action/1", "d:action/2"], ["d:org/o", "d:union/b"])
    sheet.doubt("d:a", "d:b", 0.5, "same name; “little” else")
    sheet.doubt("d:a", "d:b", 0.5, "same name; “little” else")
    quads = sheet.quads()
    assert quads == sorted(set(quads), key=str)
    assert {q.graph_name.value for q in quads} == {WORLD}
    graph = {(q.subject.value, q.predicate, q.object) for q in quads}
    assert ("d:dispute/1", TYPE, term("Dispute")) in graph
    assert ("d:dispute/1", LABEL, english("Bakers and Orrin Mills, 2024")) in graph
    assert values(quads, "d:dispute/1", term("party")) == ["d:org/o", "d:union/b"]
    assert [s for s, p, o in sorted(graph, key=str) if p == term("inDispute")] == ["d:action/1", "d:action/2"]
    [doubt] = {s for s, p, o in graph if o == term("PossibleIdentity")}
    assert doubt.startswith(f"{DATA}doubt/")
    assert values(quads, doubt, term("candidate")) == ["d:a", "d:b"]
    assert values(quads, doubt, term("confidence")) == ["0.5"]
    assert values(quads, "d:a", term("possiblySame")) == ["d:b"]
    assert values(quads, "d:b", term("possiblySame")) == ["d:a"]


@pytest.mark.parametrize(
    ("day", "dates"),
    [("2024-03-01", ["2024-03-01"]), ("2024-03-01T09:00:00Z", ["2024-03-01"]), ("2024-03", []), ("", [])],
)
def test_sheet_of_versions(day, dates):
    sheet = Sheet(HISTORY)
    sheet.revision("d:a", "d:a/version/1", day)
    quads = sheet.quads()
    assert values(quads, "d:a", term("prov:wasRevisionOf")) == ["d:a/version/1"]
    assert values(quads, "d:a/version/1", TYPE) == [term("ArticleVersion").value]
    assert values(quads, "d:a/version/1", term("dateModified")) == dates


def test_an_empty_sheet():
    assert Sheet(WORLD).quads() == []
