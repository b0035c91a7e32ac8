"""People, organizations, groups and places."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.profile.claims import figures
from kg.profile.nodes import Nodes, by_label, own, term
from kg.profile.pages import said_about, said_by
from kg.profile.parts import Decision, Doubt, Part, Post, Ref, Tie
from kg.profile.records import AgentProfile
from kg.profile.sayings import post
from kg.profile.stories import mentions

# Of what names it so much is read: claims and positions; and so many actions and ties are given, those first that
# all stories know.
MOST_CLAIMS = 1_000
MOST_TIES = 100
MOST_ACTIONS = 60
PARTS = (
    "lab:organizer", "lab:participant", "lab:employer", "lab:target", "lab:party", "lab:place", "lab:affects",
    "lab:proposedBy", "lab:proposedTo",
)  # fmt: skip
OUTWARD = {
    "org:subOrganizationOf": "part of",
    "schema:containedInPlace": "in",
    "lab:employedBy": "employed by",
    "lab:representedBy": "represented by",
    "org:memberOf": "member of",
    "lab:subgroupOf": "subgroup of",
    "foaf:member": "member",
}
INWARD = {"org:subOrganizationOf": "part", "lab:subgroupOf": "subgroup", "foaf:member": "member of"}
CLAIMED = """
SELECT DISTINCT ?role ?action WHERE {
  { SELECT ?c WHERE { ?c lab:claimObject $it } LIMIT 1000 }
  ?c lab:claimPredicate ?role ; lab:claimSubject ?action .
  FILTER NOT EXISTS { ?c lab:negated true }
  FILTER NOT EXISTS { ?c lab:correctedBy ?note }
}"""
COUNTED = """
SELECT DISTINCT ?c ?q WHERE {
  { ?c lab:claimSubject $it ; lab:quantity ?q } UNION { ?c lab:about $it ; lab:quantity ?q }
  UNION { ?q lab:measures $it . ?c lab:quantity ?q }
} LIMIT 40"""
HELD = """
SELECT ?person ?role ?body ?position WHERE {
  { SELECT ?position WHERE { ?position $end $it } LIMIT 500 }
  ?position org:member ?person ; org:role ?role .
  OPTIONAL { ?position org:organization ?body }
}"""


def agent(nodes: Nodes, iri: str, number: int, size: int) -> AgentProfile:
    """All that is known of a person, an organization, a group or a place.

    Args:
        number: page of what it said and of what was said of it, from 1; `size` is the length of a page.
    """
    articles, months = mentions(nodes, iri)
    return AgentProfile(
        ref=nodes.ref(iri),
        classes=nodes.words(nodes.kinds(iri)),
        names=names(nodes, iri),
        sex=nodes.text(iri, "schema:gender"),
        credentials=tuple(nodes.texts(iri, "schema:honorificSuffix")),
        posts=_posts(nodes, "org:member", iri),
        staff=_posts(nodes, "org:organization", iri),
        ties=_ties(nodes, iri),
        links=tuple(nodes.things(iri, "skos:exactMatch")),
        said=said_by(nodes, iri, number, size),
        said_about=said_about(nodes, iri, number, size),
        disputes=_disputes(nodes, iri),
        actions=_parts(nodes, iri),
        figures=figures(nodes, ((c, q) for c, q in nodes.select(COUNTED, it=NamedNode(iri)))),
        articles=articles,
        mentions=months,
        doubts=doubts(nodes, iri),
        decisions=decisions(nodes, iri),
    )


def names(nodes: Nodes, iri: str) -> tuple[str, ...]:
    """Other names of a thing, sorted."""
    return tuple(sorted(set(nodes.texts(iri, "skos:altLabel")) - {nodes.label(iri)}))


def doubts(nodes: Nodes, iri: str) -> tuple[Doubt, ...]:
    """Things that may be the same one, the likeliest first."""
    found = []
    for doubt in nodes.subjects("lab:candidate", iri):
        # A statement or a mention that is open between several has candidates too.
        if not own(doubt) and nodes.is_a(doubt, "lab:PossibleIdentity"):
            likely, reason = nodes.number(doubt, "lab:confidence"), nodes.text(doubt, "lab:reason")
            others = (other for other in nodes.things(doubt, "lab:candidate") if other != iri)
            found += [Doubt(doubt, nodes.ref(other), reason, likely) for other in others]
    return tuple(sorted(found, key=lambda d: (-(d.likely or 0), d.iri)))


def decisions(nodes: Nodes, iri: str) -> tuple[Decision, ...]:
    """What curators have decided of a thing, oldest first."""
    found = [
        Decision(
            decision,
            nodes.text(decision, "lab:verdict"),
            nodes.text(decision, "lab:decidedBy"),
            nodes.text(decision, "lab:decidedOn"),
            nodes.text(decision, "lab:reason"),
        )
        for decision in nodes.subjects("lab:concerns", iri)
    ]
    return tuple(sorted(found, key=lambda d: (d.day, d.iri)))


def _posts(nodes: Nodes, end: str, iri: str) -> tuple[Post, ...]:
    """Positions that have the thing at one end, each once, by the names of people and organizations."""
    rows = nodes.select(HELD, end=term(end), it=NamedNode(iri))
    # The first position of each: what comes last here stays.
    each = {row[:3]: row[3] for row in reversed(rows)}
    return tuple(sorted((post(nodes, first) for first in each.values()), key=_names))


def _names(held: Post) -> tuple[str, ...]:
    body, person = (ref.label.casefold() if ref else "" for ref in (held.organization, held.person))
    return body, person, held.role, held.iri


def _ties(nodes: Nodes, iri: str) -> tuple[Tie, ...]:
    """Things that it hangs together with, by kind and name."""
    found = {(link, other) for prop, link in OUTWARD.items() for other in nodes.things(iri, prop)}
    found |= {(link, other) for prop, link in INWARD.items() for other in nodes.subjects(prop, iri, MOST_CLAIMS)}
    chosen = sorted(found, key=lambda one: (bool(own(one[1])), one))[:MOST_TIES]
    ties = {Tie(link, nodes.ref(other)) for link, other in chosen}
    return tuple(sorted(ties, key=lambda tie: (tie.link, *by_label(tie.thing))))


def _disputes(nodes: Nodes, iri: str) -> tuple[Ref, ...]:
    parties = nodes.subjects("lab:party", iri, MOST_CLAIMS)
    return nodes.refs(x for x in parties if not own(x) and nodes.is_a(x, "lab:Dispute"))


def _parts(nodes: Nodes, iri: str) -> tuple[Part, ...]:
    """The parts it has in actions, in an article's own voice or by a speaker's claim, newest first."""
    found = {(action, prop) for prop in PARTS for action in nodes.subjects(prop, iri, MOST_CLAIMS)}
    roles = {term(prop).value: prop for prop in PARTS}
    found |= {(action, roles[role]) for role, action in nodes.select(CLAIMED, it=NamedNode(iri)) if role in roles}
    parts = [
        Part(nodes.word(term(prop).value), nodes.ref(action), min(nodes.texts(action, "lab:startDate"), default=""))
        for action, prop in sorted(found)[:MOST_ACTIONS]
        if nodes.ref(action).kind == "action"
    ]
    parts.sort(key=lambda part: (*by_label(part.action), part.role))
    return tuple(sorted(parts, key=lambda part: part.first, reverse=True))
