"""The part of the graph around a thing, read from the indexes, is that of the whole graph."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.draw import near, part, views
from kg.errors import DrawError
from kg.store import MEMORY, open_store
from kg.vocab import FOAF, LAB, ORG

GRAPH = NamedNode("https://example.org/graph")


def named(name):
    return NamedNode(f"https://example.org/{name}")


def quads():
    """Vera of the union speaks of the company twice, against it once; Odo, whom nobody knows, of Vera; a strike."""

    def say(subject, *pairs):
        return [Quad(named(subject), NamedNode(str(predicate)), value, GRAPH) for predicate, value in pairs]

    def thing(name, kind):
        return say(name, (views.RDF_TYPE, NamedNode(str(kind))), (views.LABELS[0], Literal(name)))

    return [
        *(q for name in ("vera", "odo") for q in thing(name, FOAF.Person)),
        *thing("union", LAB.LaborUnion),
        *thing("company", LAB.Employer),
        *thing("strike", LAB.Strike),
        Quad(NamedNode(str(LAB.Strike)), NamedNode(views.SUBCLASS), NamedNode(str(LAB.Event)), GRAPH),
        *say("s1", (LAB.speaker, named("vera")), (LAB.about, named("company"))),
        *say("s2", (LAB.speaker, named("vera")), (LAB.expressesStance, named("s2/stance"))),
        *say("s2/stance", (LAB.stanceTarget, named("company")), (LAB.stanceValue, NamedNode(str(LAB.Criticizes)))),
        *say("s3", (LAB.speaker, named("odo")), (LAB.about, named("vera"))),
        *say("s4", (LAB.speaker, named("union")), (LAB.about, named("company"))),
        *say("strike", (LAB.organizer, named("union")), (LAB.target, named("company"))),
        *say("c1", (LAB.claimSubject, named("strike")), (LAB.claimPredicate, NamedNode(str(LAB.organizer)))),
        *say("c1", (LAB.claimObject, named("union"))),
        *say("m1", (ORG.member, named("vera")), (ORG.organization, named("union")), (ORG.role, named("president"))),
        *say("president", (views.LABELS[1], Literal("president"))),
    ]


@pytest.fixture(scope="module")
def engine():
    with open_store(MEMORY, write=True) as store:
        store.put(GRAPH.value, quads())
        yield store.engine()


def ends(found):
    return {
        (e.source.rsplit("/", 1)[1], e.kind, e.target.rsplit("/", 1)[1], tuple(b.rsplit("/", 1)[1] for b in e.behind))
        for e in found
    }


def test_around_a_person(engine):
    found = near.near(engine, (named("vera").value,), "speech", 10)
    assert ends(found.edges) == {
        ("vera", "neutral", "company", ("s1",)),
        ("vera", "criticizes", "company", ("s2",)),
        ("odo", "neutral", "vera", ("s3",)),
    }
    assert [thing.label for thing in found.things] == ["vera", "company", "odo"]
    assert found.things[1].links == 3
    assert found.left_out == 0
    assert near.near(engine, (named("vera").value,), "speech", 2).left_out == 1


def test_around_an_action_with_its_claims(engine):
    found = near.near(engine, (named("strike").value,), "actions", 10)
    assert ends(found.edges) == {("strike", "organizer", "union", ("c1",)), ("strike", "target", "company", ())}


@pytest.mark.parametrize("view", views.VIEWS)
def test_all_of_it_is_the_whole_view(engine, view):
    whole = part.edges(views.links(views.Index.of(quads()), view))
    found = near.most_linked(engine, view, 100)
    assert found.edges == tuple(whole)
    assert found.left_out == 0
    assert near.most_linked(engine, view, 2).left_out == len(found.things) - 2
    assert [edge.stance for edge in whole if edge.kind == "criticizes"] == ["criticizes"] * (view != "actions")


def test_a_position_is_a_link(engine):
    found = near.near(engine, (named("union").value,), "all", 10)
    assert ("vera", "president", "union", ("m1",)) in ends(found.edges)


def test_between_two_things(engine):
    vera, company = named("vera").value, named("company").value
    found, edge = near.between(engine, vera, company, "criticizes", "speech")
    assert edge is not None
    assert edge.behind == (named("s2").value,)
    assert [thing.label for thing in found.things] == ["company", "vera"]
    assert near.between(engine, vera, company, "supports", "speech")[1] is None


def test_a_view_that_is_none(engine):
    with pytest.raises(DrawError, match="no view 'timelines'"):
        near.most_linked(engine, "timelines", 10)
