"""Pages of what was said, of few statements and of very many."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.ids import DATA
from kg.profile import pages
from kg.profile.nodes import Nodes, term
from kg.profile.parts import Count
from kg.store import MEMORY, open_store

WHO = NamedNode(f"{DATA}person/ann")
DAYS = {"a": "2024-01-02", "b": "2024-03-01", "b-1": "2024-03-01", "c": "2024-02-01"}
SAID = [f"{name}/statement-{place}" for name in ("b-1", "b", "c", "a") for place in ("0-2", "3-5")]
HEARD = [f"{name}/statement-6-8" for name in ("b-1", "b", "c", "a")]


@pytest.fixture(scope="module")
def store():
    """Four stories, in each two statements by Ann about herself and one of somebody else about her."""
    opened = open_store(MEMORY, write=True)
    for name, day in DAYS.items():
        article, graph = (NamedNode(f"{DATA}article/{name}{end}") for end in ("", "/graph"))
        quads = [
            Quad(article, term("schema:datePublished"), Literal(day, datatype=term("xsd:date")), graph),
            Quad(article, term("schema:text"), Literal("It rained."), graph),
        ]
        for place, prop in (("0-2", "speaker"), ("3-5", "holder"), ("6-8", "reportedIn")):
            me = NamedNode(f"{article.value}/statement-{place}")
            quads.append(Quad(me, term(f"lab:{prop}"), WHO if prop != "reportedIn" else article, graph))
            quads.append(Quad(me, term("lab:about"), WHO, graph))
        quads.append(Quad(NamedNode(f"{article.value}/claim-0-2"), term("lab:about"), WHO, graph))
        opened.put(graph.value, quads)
    return opened.engine()


def taken(page):
    return [item.iri.removeprefix(f"{DATA}article/") for item in page.items]


@pytest.fixture(params=[1_000, 3])
def few(request, monkeypatch):
    """Read at once, or story by story."""
    monkeypatch.setattr(pages, "FEW", request.param)
    return request.param


def test_newest_stories_first_and_in_a_story_by_iri(store, few):
    found = [pages.said_by(Nodes(store), WHO.value, number, 3) for number in (1, 2, 3, 4)]
    assert [iri for page in found for iri in taken(page)] == SAID
    assert [len(page.items) for page in found] == [3, 3, 2, 0]


def test_what_others_say_of_it(store, few):
    assert taken(pages.said_about(Nodes(store), WHO.value, 1, 20)) == HEARD
    assert taken(pages.said_about(Nodes(store), WHO.value, 2, 3)) == HEARD[3:]


def test_counting_stops_where_there_are_very_many(store, monkeypatch):
    page = pages.said_by(Nodes(store), WHO.value, 3, 3)
    assert (page.total, page.has_next) == (Count(8), False)
    monkeypatch.setattr(pages, "FEW", 3)
    page = pages.said_by(Nodes(store), WHO.value, 1, 3)
    assert (page.total, page.has_next) == (Count(3, more=True), True)


def test_a_page_reads_no_more_stories_than_it_needs(store, monkeypatch):
    monkeypatch.setattr(pages, "FEW", 3)
    read = []
    inside = Nodes.inside
    monkeypatch.setattr(Nodes, "inside", lambda me, article, *rest: read.append(article) or inside(me, article, *rest))
    assert taken(pages.said_by(Nodes(store), WHO.value, 1, 2)) == SAID[:2]
    assert {article.removeprefix(f"{DATA}article/") for article in read} == {"b-1"}
