"""People, organizations, groups and places."""

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.world import Sheet
from kg.ids import DATA, WORLD
from kg.profile.agents import agent
from kg.profile.nodes import Nodes
from kg.profile.parts import Count, Month
from kg.store import MEMORY, open_store

FERRO = f"{DATA}person/nadia-ferro--papermakers-local-31"
MILL = f"{DATA}org/torrance-paper"
LOCAL = f"{DATA}union/papermakers-local-31"


def of(engine, iri, page=1, size=20):
    return agent(Nodes(engine), iri, page, size)


def test_a_person_with_post_and_sayings(mill):
    found = of(mill, FERRO)
    assert (found.ref.label, found.ref.kind, found.classes, found.names) == (
        "Nadia Ferro", "person", ("person",), ("Ferro",),
    )  # fmt: skip
    assert [(p.role, p.organization.label, p.standing) for p in found.posts] == [
        ("president", "Papermakers Local 31", "now")
    ]
    assert [(s.day, s.kind, s.content[0].text) for s in found.said.items] == [
        ("2025-03-24", "direct", "We won,"),
        ("2025-03-10", "direct", "Nobody crosses this line,"),
        ("2025-03-10", "indirect", "Torrance Paper was greedy"),
        ("2025-03-03", "direct", "We are done waiting,"),
    ]
    assert found.said.total == Count(4)
    assert found.articles == Count(3)
    assert found.mentions == (Month("2025-03", 3, 4),)


def test_what_was_said_is_given_page_by_page(mill):
    second = of(mill, FERRO, page=2, size=3)
    assert [s.content[0].text for s in second.said.items] == ["We are done waiting,"]
    assert not second.said.has_next
    assert of(mill, FERRO, page=9, size=3).said.items == ()


def test_an_employer_with_staff_actions_and_what_others_say(mill):
    found = of(mill, MILL)
    assert [(p.person.label, p.role) for p in found.staff] == [("Alan Pryce", "spokesman")]
    assert [(part.role, part.action.word, part.first) for part in found.actions] == [
        ("employer", "strike", "2025-03-10"),
        ("employer", "strike authorization vote", "2025-03-02"),
        ("party", "negotiation", ""),
    ]
    assert [ref.label for ref in found.disputes] == ["Papermakers Local 31 and Torrance Paper, 2025"]
    said = found.said_about.items
    assert [(s.speakers[0].label, st.value) for s in said for st in s.stances if st.target.iri == MILL] == [
        ("Alan Pryce", "supports"),
        ("Nadia Ferro", "criticizes"),
    ]


def test_what_it_says_of_itself_is_not_said_about_it(engine):
    found = of(engine, f"{DATA}x/dg")
    assert [s.cue for s in found.said.items] == ["said"]
    assert [s.content[0].text for s in found.said_about.items] == ["the Guild should return to the table"]


def test_a_local_hangs_together_with_its_union(mill, engine):
    assert [(tie.link, tie.thing.label) for tie in of(mill, LOCAL).ties] == [("part of", "Papermakers")]
    assert [(tie.link, tie.thing.label) for tie in of(engine, f"{DATA}x/dg").ties] == [("part", "Guild Local 7")]


def test_a_group_and_a_place(engine):
    group = of(engine, f"{DATA}x/0")
    assert [(tie.link, tie.thing.label) for tie in group.ties] == [
        ("employed by", "Lakeside Freight"),
        ("represented by", "Dockers’ Guild"),
        ("subgroup", "crane dockers"),
    ]
    assert [figure.printed for figure in group.figures] == ["About 400"]
    assert [(part.role, part.action.label) for part in group.actions] == [("participant", "Strike at Lakeside Freight")]
    assert [(tie.link, tie.thing.label) for tie in of(engine, f"{DATA}x/pe").ties] == [("in", "Ohio")]


def test_doubts_decisions_and_links_elsewhere(dockers, quads):
    class Decided:
        iri, verdict, who, when, why = f"{DATA}decision/1", "rename", "Ada Orr", "2026-01-02", "her own spelling"

        def __str__(self):
            return "rename: Maria Ruiz"

    ruiz, other = f"{DATA}x/mr", f"{DATA}person/maria-ruiz--else"
    sheet = Sheet(WORLD)
    sheet.doubt(ruiz, other, 0.7, "same name, two organizations")
    sheet.decision(Decided(), [ruiz])
    sheet.link(ruiz, "https://people.example/7")
    store = open_store(MEMORY, write=True)
    store.put(f"{DATA}article/dockers-7/graph", quads)
    store.put(WORLD, sheet.quads())
    found = of(store.engine(), ruiz)
    assert [(d.other.iri, d.reason, d.likely) for d in found.doubts] == [(other, "same name, two organizations", 0.7)]
    assert [(d.verdict, d.who, d.day, d.reason) for d in found.decisions] == [
        ("rename", "Ada Orr", "2026-01-02", "her own spelling")
    ]
    assert found.links == ("https://people.example/7",)


def test_hostile_names_pass_through_unchanged(dockers, quads):
    ruiz = NamedNode(f"{DATA}x/mr")
    hostile = [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\u202eevil\u202c",
        "a\x1b[31mred",
        '" } UNION { ?x ?y ?z } #',
        "N" * 5000,
    ]
    alias = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    store = open_store(MEMORY, write=True)
    graph = f"{DATA}article/dockers-7/graph"
    more = [Quad(ruiz, alias, Literal(name, language="en"), NamedNode(graph)) for name in hostile]
    store.put(graph, [*quads, *more])
    assert of(store.engine(), ruiz.value).names == tuple(sorted(hostile))
