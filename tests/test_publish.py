"""From readings to the graphs that queries see: only what changed is written."""

from dataclasses import replace

import pytest

from kg.config import Settings
from kg.ids import DATA, HISTORY, WORLD, article_iri
from kg.model import Article
from kg.pipeline import build
from kg.publish import publish, revisions, version_iri
from kg.store import MEMORY, open_store

FAST = Settings(fast=True)
WIRE = """Bakers at Orrin Mills walked off the job at six plants in Ohio on Friday, the Bakers’ Guild said.

Maria Torres, president of the Bakers’ Guild, said about 1,200 workers had joined the strike by noon on Friday.

“We will stay out until the company comes back to the table with an offer that we can take to our members,” Torres said.

“We are ready.” A company spokesman said the plants would stay open with the help of managers and of outside staff.
"""
STRIKE = Article(WIRE, identifier="n1", published="2024-03-08", publisher="The Orrin Post")
LATER = Article(
    "Maria Torres, president of the Bakers’ Guild, said on Monday that the strike at Orrin Mills would go on.\n",
    identifier="n2",
    published="2024-03-11",
)
ELSEWHERE = Article(
    "Dockers in Port Ellery went back to work on Monday, said Ana Ruiz, president of Harbor Local 7.\n",
    identifier="n3",
    published="2024-03-11",
)
OWN = "Shoppers at the mill store in Dayton said on Saturday that they had seen no bread there since Thursday.\n"
LAST = tuple(f"{DATA}article/n{n}/graph" for n in (1, 2, 3))


class Counting:
    """A store that notes which graphs are put and removed."""

    def __init__(self, store):
        self.store, self.done = store, []

    def put(self, graph, quads):
        self.done.append(graph)
        return self.store.put(graph, quads)

    def add(self, graphs, jobs=1):
        def noted():
            for graph, triples in graphs:
                self.done.append(graph)
                yield graph, triples

        return self.store.add(noted(), jobs)

    def remove(self, graph):
        self.done.append(f"-{graph}")
        return self.store.remove(graph)

    def __getattr__(self, name):
        return getattr(self.store, name)

    def build(self, *stories):
        """Builds, and gives the graphs that were written, without the common start of their names."""
        self.done = []
        assert not any(b.error for b in build(stories, self, FAST))
        return [g.replace(DATA, "") for g in self.done]

    def publish(self):
        self.done = []
        publish(self, FAST)
        return [g.replace(DATA, "") for g in self.done]

    def graph(self, key):
        return {str(q.triple) for q in self.store.quads(f"{DATA}article/{key}/graph")}

    def bytes(self):
        return "\n".join(sorted(map(str, self.store.quads())))


@pytest.fixture
def store():
    with open_store(MEMORY, write=True) as opened:
        yield Counting(opened)


def test_a_second_build_or_publish_writes_nothing(store):
    assert store.build(STRIKE, LATER, ELSEWHERE)[:3] == [f"article/n{n}/graph" for n in (1, 2, 3)]
    before = store.bytes()
    assert store.publish() == []
    assert store.build(STRIKE, LATER, ELSEWHERE) == []
    assert store.bytes() == before


def test_only_graphs_that_change_are_written(store):
    store.build(STRIKE, ELSEWHERE)
    # A story that shares people and bodies with the first gives them other IRIs or names there, not in the other.
    written = store.build(LATER)
    assert "article/n2/graph" in written
    assert "article/n3/graph" not in written
    assert written.count("article/n2/graph") == 1


def test_a_new_version_writes_its_graph_and_the_history(store):
    store.build(STRIKE, ELSEWHERE)
    changed = replace(STRIKE, text=WIRE.replace("1,200", "1,300"), modified="2024-03-09")
    written = store.build(changed)
    assert "article/n1/graph" in written
    assert HISTORY.replace(DATA, "") in written
    assert "article/n3/graph" not in written
    [(newer, older, day)] = revisions(store)
    assert newer == f"{DATA}article/n1"
    assert older.startswith(version_iri(newer, ""))
    assert day == "2024-03-08"
    history = {str(q.triple) for q in store.quads(HISTORY)}
    assert any("wasRevisionOf" in triple for triple in history)
    assert HISTORY not in store.graphs()


def test_what_is_retracted_leaves_and_comes_back(store):
    store.build(STRIKE, LATER, ELSEWHERE)
    whole = store.bytes()
    store.readings().retract(f"{DATA}article/n2", "wrong")
    written = store.publish()
    assert "-article/n2/graph" in written
    assert "article/n3/graph" not in written
    assert LAST[1] not in store.graphs()
    with open_store(MEMORY, write=True) as other:
        alone = Counting(other)
        alone.build(STRIKE, ELSEWHERE)
        assert store.bytes() == alone.bytes()
    store.readings().retract(f"{DATA}article/n2", None)
    store.publish()
    assert store.bytes() == whole
    assert store.publish() == []


def test_any_order_gives_the_same_graphs():
    found = set()
    for order in ((STRIKE, LATER, ELSEWHERE), (ELSEWHERE, LATER, STRIKE)):
        with open_store(MEMORY, write=True) as opened:
            store = Counting(opened)
            for story in order:
                store.build(story)
            found.add(store.bytes())
    assert len(found) == 1


def test_a_build_that_was_broken_off_before_its_end_is_made_good(store):
    """Readings are there and their graphs are not, or are and are not noted."""
    store.build(STRIKE, LATER, ELSEWHERE)
    whole = store.bytes()
    store.remove(LAST[0])
    store.readings().show(LAST[0], None)
    store.readings().show(LAST[1], "x")
    assert [g for g in store.publish() if g.startswith("article")] == ["article/n1/graph", "article/n2/graph"]
    assert store.bytes() == whole


def copy_of(store, key):
    return [t for t in store.graph(key) if "copyOf" in t]


def test_a_copy_shows_what_it_has_of_its_own(store):
    copy = replace(STRIKE, identifier="c1", text=WIRE + "\n" + OWN, published="2024-03-09", publisher="The Dayton Sun")
    store.build(STRIKE, copy)
    assert len(copy_of(store, "c1")) == 1
    assert "article/n1>" in copy_of(store, "c1")[0]
    assert copy_of(store, "n1") == []
    graph = "\n".join(store.graph("c1"))
    assert "Shoppers" in graph
    assert "The Dayton Sun" in graph
    # What the wire story says is not said again.
    assert len([t for t in store.graph("n1") if "contentSpan" in t]) >= 3
    assert len([t for t in store.graph("c1") if "contentSpan" in t]) == 1


def test_what_two_copies_have_beyond_the_original_counts_once(store):
    """As where an agency sends its story out again with a paragraph more."""
    longer = replace(STRIKE, text=WIRE + "\n" + OWN, published="2024-03-09", publisher="The Dayton Sun")
    store.build(STRIKE, *(replace(longer, identifier=f"c{n}") for n in (1, 2)))
    assert len(copy_of(store, "c1")) == len(copy_of(store, "c2")) == 1
    assert [len([t for t in store.graph(key) if "contentSpan" in t]) for key in ("c1", "c2")] == [1, 0]


def test_the_story_that_came_first_stays_the_original_when_it_is_corrected(store):
    copy = replace(STRIKE, identifier="c1", published="2024-03-09", publisher="The Dayton Sun")
    store.build(STRIKE, copy)
    assert copy_of(store, "c1")
    store.build(replace(STRIKE, title="Bakers walk out", modified="2024-03-12"))
    assert copy_of(store, "n1") == []
    assert copy_of(store, "c1")


def test_when_the_original_is_taken_back_the_copy_shows_all(store):
    copy = replace(STRIKE, identifier="c1", published="2024-03-09")
    store.build(STRIKE, copy)
    few = len(store.graph("c1"))
    store.readings().retract(f"{DATA}article/n1", "taken back by the agency")
    store.publish()
    assert copy_of(store, "c1") == []
    assert len(store.graph("c1")) > few
    assert any("1200" in triple for triple in store.graph("c1"))


def test_what_is_known_across_stories_is_in_a_graph_of_its_own(store):
    store.build(STRIKE, LATER)
    world = [str(q) for q in store.quads(WORLD)]
    assert all(f"<{WORLD}>" in quad for quad in world)
    for key in ("n1", "n2"):
        assert any(f"<{DATA}person/maria-torres--bakers-guild>" in triple for triple in store.graph(key))


def test_no_stories(store):
    store.publish()
    assert store.publish() == []
    assert list(store.quads()) == []


def test_one_address_is_one_story_whatever_id_comes_with_it():
    """A corrected text comes without the id of the first one."""
    address = "https://example.org/a"
    old = Article("Tarn Mills said 400 workers struck.", url=address, identifier="n1", published="2024-03-01")
    new = Article("Tarn Mills said 300 workers struck.", url=f"{address}#top", published="2024-03-02")
    for order in ([old, new], [new, old]):
        with open_store(MEMORY, write=True, create=True) as store:
            list(build(order, store, Settings(fast=True)))
            values = "SELECT ?v { ?q <https://schema.org/value> ?v }"
            assert [r["v"].value for r in store.engine().query(values)] == ["300"]
            ask = "SELECT ?new ?old { ?new <http://www.w3.org/ns/prov#wasRevisionOf> ?old }"
            (row,) = store.engine().query(ask)
            assert row["new"].value == article_iri(new)
            assert row["old"].value.startswith(f"{article_iri(old)}/version/")
            store.readings().retract(article_iri(new), "wrong")
            publish(store, Settings(fast=True))
            assert list(store.engine().query(values)) == []


def test_a_note_of_a_later_story_takes_back_what_the_earlier_one_says():
    from kg.query import answer, prepare

    earlier = Article(
        "Drivers of Ketter Freight walked out Monday in Marlow, Ohio. About 400 drivers joined the strike. The depot "
        "has a 400-foot fence. Ketter Freight owns 400 trucks.",
        title="Drivers walk out at Ketter Freight",
        identifier="l-1",
        published="2024-03-05",
        publisher="The Marlow Ledger",
    )
    later = Article(
        "Correction: A story published Tuesday (“Drivers walk out at Ketter Freight”) misstated the number of drivers "
        "who joined the strike at Ketter Freight. It was 140, not 400.",
        title="Corrections",
        identifier="l-2",
        published="2024-03-06",
        publisher="The Marlow Ledger",
    )
    for stories in ((earlier, later), (later, earlier)):
        store = open_store(MEMORY, write=True, create=True)
        list(build(stories, store, FAST))
        asked = "SELECT ?text ?note { ?c lab:assertedIn ?a ; lab:claimText ?text ; lab:correctedBy ?note }"
        rows = list(answer(prepare(asked), store.engine()))
        assert [(r["text"].value.partition(" take")[0], r["note"].value.rpartition("/data/")[2]) for r in rows] == [
            ("About 400 drivers", "article/l-2/note-0-170")
        ]
        figures = (
            "SELECT ?v { ?c lab:quantity/schema:value ?v FILTER NOT EXISTS { ?c lab:correctedBy|lab:negated ?x } }"
        )
        assert {int(float(r["v"].value)) for r in answer(prepare(figures), store.engine())} == {140, 400}  # trucks
