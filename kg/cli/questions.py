"""What is open in a store: pairs of things that may be one, and facts that are unsure, with their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.ids import digest
from kg.sentences import bounds

if TYPE_CHECKING:
    from kg.graph.facts import Fact
    from kg.link.cards import ActionCard, Card
    from kg.link.curation import Decision
    from kg.publish import Known
    from kg.store import Store

STORIES = 5  # of one thing that are shown
ANSWERS = {
    "doubt": {"s": "same", "d": "different", "k": "keep open"},
    "fact": {"a": "accept", "r": "reject", "k": "keep open"},
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence of a story: outlet, day, the sentence with the words in «»."""

    outlet: str
    day: str
    story: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One side of a doubt: its IRI in its first story, name, class, posts, how many stories have it, and the first."""

    iri: str
    name: str
    kind: str
    posts: tuple[str, ...]
    stories: int
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One open question.

    Attributes:
        id: eight hex digits that stay the same; `sort`: "doubt" or "fact".
        likely: how likely a pair is one, or the confidence of a fact.
        reason: why it is asked.
        things: the two sides of a doubt.
        fact: IRI of a fact; `words`: what it is known by; `seen`: its sentence.
    """

    id: str
    sort: str
    likely: float
    reason: str
    things: tuple[Thing, ...] = ()
    fact: str = ""
    words: str = ""
    seen: tuple[Seen, ...] = ()

    def record(self) -> dict[str, Any]:
        """The question as plain data, without empty fields."""
        return {key: value for key, value in asdict(self).items() if value not in ("", ())}

    def decided(self, answer: str, who: str, when: str, why: str) -> Decision:
        """The decision that an answer comes to, a key of ANSWERS."""
        from kg.link.curation import Decision, Named

        verdict = ANSWERS[self.sort][answer]
        iris = [t.iri for t in self.things] or [self.fact]
        return Decision(verdict, tuple(Named(short(i)) for i in iris), who, when, why, words=self.words or None)


def short(iri: str) -> str:
    """An IRI inside an article as the curation file has it."""
    from kg.ids import DATA

    return iri.removeprefix(DATA) if iri.startswith(f"{DATA}article/") else iri


def questions(opened: Store, known: Known, below: float) -> Iterator[Question]:
    """The doubts, the likeliest first, then the facts under a confidence, the least sure first."""
    asker = _Asker(opened, known)
    yield from asker.doubts()
    yield from asker.facts(below)


class _Asker:
    def __init__(self, opened: Store, known: Known) -> None:
        self.opened, self.known = opened, known
        self.pages: dict[str, _Page] = {}
        world = known.ruling.world
        self.members: dict[str, list[Card | ActionCard]] = defaultdict(list)
        for story in sorted(known.ruling.stories.values(), key=lambda s: (s.published or "9", s.iri)):
            cards: list[Card | ActionCard] = [*story.cards, *story.actions]
            for card in cards:
                self.members[world.iris.get(card.iri, card.iri)].append(card)

    def doubts(self) -> Iterator[Question]:
        for doubt in sorted(self.known.ruling.world.doubts, key=lambda d: (-d.likely, d.one, d.other)):
            things = (self.thing(doubt.one), self.thing(doubt.other))
            key = digest(f"{doubt.one} {doubt.other}")[:8]
            yield Question(key, "doubt", round(doubt.likely, 2), doubt.reason, things)

    def thing(self, iri: str) -> Thing:
        cards = self.members[iri]
        world = self.known.ruling.world
        first = cards[0]
        posts: dict[str, None] = {}
        for card in cards:
            for role, body, standing in getattr(card, "posts", ()):
                name = next((c.name for c in self.members[world.iris.get(body, body)] if hasattr(c, "name")), "")
                words = f"{standing} {role}" if standing not in ("current", "acting") else role
                posts[", ".join(part for part in (words, name) if part)] = None
        seen = tuple(self.seen(card.iri, card.story, _name(card)) for card in cards[:STORIES])
        name = self.known.ruling.names.get(iri) or world.labels.get(iri) or _name(first)
        return Thing(first.iri, name, first.kind, tuple(posts), len(cards), seen)

    def facts(self, below: float) -> Iterator[Question]:
        ruling = self.known.ruling
        for confidence, iri, story in sorted(self.unsure(below)):
            decided = ruling.accepted.get(story, set()) | ruling.rejected.get(story, set())
            fact = self.page(story).facts.get(iri)
            if fact is None or iri in decided:
                continue
            words = fact.words[0] if fact.words else ""
            seen = (self.seen(iri, story, words),)
            yield Question(digest(iri)[:8], "fact", confidence, fact.kind, (), iri, words, seen)

    def unsure(self, below: float) -> Iterator[tuple[float, str, str]]:
        """(confidence, IRI inside the story, story) of facts that are shown."""
        from kg.graph.facts import KINDS, kind_of
        from kg.graph.terms import term

        for quad in self.opened.engine().quads_for_pattern(None, term("confidence"), None, None):
            story = getattr(quad.graph_name, "value", "").removesuffix("/graph")
            confidence = float(getattr(quad.object, "value", "1"))
            iri = getattr(quad.subject, "value", "")
            if confidence >= below or story not in self.known.ruling.stories:
                continue
            inside = [iri] if kind_of(story, iri) else [c.iri for c in self.members.get(iri, ()) if c.story == story]
            yield from ((confidence, i, story) for i in inside if kind_of(story, i) in KINDS)

    def page(self, story: str) -> _Page:
        if story not in self.pages:
            version = self.known.readings[story].version
            self.pages[story] = _Page(self.opened.readings().graph(story, version), story)
        return self.pages[story]

    def seen(self, iri: str, story: str, words: str) -> Seen:
        card = self.known.cards[story]
        day = (card.published or "")[:10]
        return Seen(card.publisher or "", day, story, self.page(story).sentence(iri, words))


def _name(card: Card | ActionCard) -> str:
    return str(getattr(card, "name", None) or getattr(card, "label", ""))


class _Page:
    """The text of one story, and where its things and facts stand in it."""

    def __init__(self, graph: str, story: str) -> None:
        from kg.graph.facts import facts, triples
        from kg.graph.terms import term

        found = triples(graph)
        places = {term("oa:start"): 0, term("oa:end"): 1}
        ends: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        links: dict[str, list[str]] = defaultdict(list)
        owners: dict[str, str] = {}
        self.text = ""
        for t in found:
            subject, value = getattr(t.subject, "value", ""), getattr(t.object, "value", "")
            if t.predicate in places:
                ends[subject][places[t.predicate]] = int(value)
            elif t.predicate in (term("mentionSpan"), term("contentSpan")):
                links[subject].append(value)
            elif t.predicate == term("expressesStance"):
                owners[value] = subject
            elif t.predicate == term("schema:text") and subject == story:
                self.text = value
        self.spans = {iri: sorted((ends[s][0], ends[s][1]) for s in spans) for iri, spans in links.items()}
        for stance, statement in owners.items():
            self.spans.setdefault(stance, self.spans.get(statement, []))
        self.facts: dict[str, Fact] = facts(found, story)

    def sentence(self, iri: str, words: str) -> str:
        """The sentence of a thing with the words in it, or the first one it is in; its words in «»."""
        spans = self.spans.get(iri, [])
        if not spans:
            return ""
        start, end = next(((s, e) for s, e in spans if self.text[s:e] == words), spans[0])
        first, last = bounds(self.text, start, end)
        marked = f"{self.text[first:start]}«{self.text[start:end]}»{self.text[end:last]}"
        return " ".join(marked.split())
