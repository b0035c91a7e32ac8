"""Statements and reported thoughts, and the positions of who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.profile.nodes import Nodes, own, sort_of
from kg.profile.parts import Post, Saying, Stance, Words
from kg.profile.stories import home, outlet, published, sentence, words

KINDS = {
    "lab:DirectQuotation": "direct",
    "lab:MixedQuotation": "mixed",
    "lab:IndirectQuotation": "indirect",
    "lab:ReportedThought": "thought",
}
SORTS = ("statement", "thought")
MARKS = {"“": "”", '"': '"', "«": "»"}
QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
PAST = frozenset({"former", "ex", "then", "past", "late", "retired"})
FUTURE = frozenset({"elect", "incoming", "designate", "next", "future"})


def saying(nodes: Nodes, iri: str) -> Saying:
    """One statement or thought."""
    article = home(nodes, iri)
    kind = kind_of(nodes, iri)
    speakers = nodes.things(iri, "lab:speaker", "lab:holder")
    content = words(nodes, nodes.things(iri, "lab:contentSpan"))
    told = published(nodes, article)
    day = nodes.text(nodes.thing(iri, "lab:when"), "time:inXSDDate")
    return Saying(
        iri=iri,
        kind=kind,
        speakers=nodes.refs(speakers or nodes.things(iri, "lab:candidate")),
        open=not speakers and bool(nodes.things(iri, "lab:candidate")),
        posts=_posts(nodes, speakers, article),
        side=nodes.word(nodes.thing(iri, "lab:side")),
        cue=nodes.text(iri, "lab:cue"),
        content=content,
        quotes=_quotes(kind, content, nodes.text(article, "schema:text")),
        addressees=nodes.refs(nodes.things(iri, "lab:addressee")),
        about=nodes.refs(nodes.things(iri, "lab:about")),
        stances=tuple(_stance(nodes, stance) for stance in nodes.things(iri, "lab:expressesStance")),
        document=nodes.maybe(nodes.thing(iri, "lab:viaDocument")),
        article=nodes.ref(article),
        outlet=outlet(nodes, article),
        published=told,
        day=day or told[:10],
        rule=nodes.text(iri, "lab:rule"),
        confidence=nodes.number(iri, "lab:confidence"),
        sentence=sentence(nodes, content),
    )


def said(nodes: Nodes, iris: Iterable[str]) -> list[str]:
    """Of these nodes the statements and thoughts; by their IRIs, where these tell it, as there may be thousands."""
    return [iri for iri in iris if sort_of(iri) in SORTS or (not own(iri) and kind_of(nodes, iri))]


def kind_of(nodes: Nodes, iri: str) -> str:
    """direct, mixed, indirect or thought; "" for what is neither statement nor thought."""
    return next((name for prefixed, name in KINDS.items() if nodes.is_a(iri, prefixed)), "")


def post(nodes: Nodes, iri: str) -> Post:
    """A position as one story gives it."""
    role = nodes.label(nodes.thing(iri, "org:role"))
    said = set(re.findall(r"\w+", role.casefold()))
    return Post(
        iri,
        nodes.maybe(nodes.thing(iri, "org:member")),
        role,
        nodes.maybe(nodes.thing(iri, "org:organization")),
        "past" if said & PAST else "future" if said & FUTURE else "now",
        words(nodes, nodes.things(iri, "lab:mentionSpan")),
    )


def _posts(nodes: Nodes, speakers: Sequence[str], article: str) -> tuple[str, ...]:
    found = [post(nodes, iri) for speaker in speakers for iri in nodes.inside(article, speaker, "org:member")]
    named = (f"{p.role}, {p.organization.label}" if p.organization else p.role for p in found)
    return tuple(dict.fromkeys(named))


def _stance(nodes: Nodes, iri: str) -> Stance:
    value, spans = nodes.thing(iri, "lab:stanceValue"), nodes.things(iri, "lab:mentionSpan")
    target = nodes.ref(nodes.thing(iri, "lab:stanceTarget"))
    return Stance(iri, nodes.word(value), target, tuple(piece.text for piece in words(nodes, spans)))


def _quotes(kind: str, content: Sequence[Words], text: str) -> tuple[str, ...]:
    """The words of a direct quotation; of a mixed one those between quotation marks, which may stand around a piece."""
    if kind == "direct":
        return tuple(piece.text for piece in content)
    found: list[str] = []
    for piece in content if kind == "mixed" else ():
        before, after = text[piece.start - 1 : piece.start], text[piece.end : piece.end + 1]
        if before and MARKS.get(before) == after:
            found.append(piece.text)
        else:
            found += ["".join(parts) for parts in QUOTED.findall(piece.text)]
    return tuple(found)
