"""What identity across stories looks at: one small record a story, as plain data that can be kept as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.ids import article_iri
from kg.link.local import ORGANIZATIONS, PLACES, UNIONS
from kg.link.names import is_bystander
from kg.model import Claim, Entity, Extraction, Ref, Value

BYSTANDER = "Bystander"
WRITER = "Writer"
# Links of an action that say who takes part; the others say when, where and how far it has come.
PARTIES = ("organizer", "employer", "party", "proposedBy", "proposedTo", "target", "participant")
# A side that no words near the action name: the extractor takes that of the story.
GUESSED = 0.5
# Letters of a value that a note calls wrong; longer ones are sentences.
SHORT = 60
# Who "the two sides" are, the words do not say either.
SIDES = re.compile(r"\b(?:sides|parties)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """One named thing of one story.

    Attributes:
        iri: its IRI inside the story; `story`: the IRI of the story.
        group: person, union, organization or place; `kind`: its class.
        name, forms: the fullest name in the story and its other forms there.
        canonical: full standard name of a body that a lexicon knows, or None.
        parent: IRI of the union of a local or of the owner of a subsidiary.
        within: names of the places that contain a place, the nearest first.
        posts: of a person, (role, IRI of the organization or "", standing).
        gender: "f", "m" or None.
        mentions: how often the story mentions it.
        sides: of a person, the sides that the story has the person speak for, or BYSTANDER; WRITER of who is named in
            its byline alone.
    """

    iri: str
    story: str
    group: str
    kind: str
    name: str
    forms: tuple[str, ...] = ()
    canonical: str | None = None
    parent: str | None = None
    within: tuple[str, ...] = ()
    posts: tuple[tuple[str, str, str], ...] = ()
    gender: str | None = None
    mentions: int = 1
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One action of one story.

    Attributes:
        parties: (role, IRI) for organizers, employers and other sides that the words about it name.
        guessed: the same for roles that they leave open: employer and union of a group of people that takes part, else
            those of the story.
        places: IRIs of places; start, end: ISO day, month or year; `stages`: (day, status) as the story gives them.
    """

    iri: str
    story: str
    kind: str
    label: str
    parties: tuple[tuple[str, str], ...] = ()
    guessed: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    stages: tuple[tuple[str, str], ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story: its IRI, when and where it appeared, and the cards of what it speaks of.

    `keyed`: whether it is known by an id or address that came with it, and not by its text.
    `corrects`: its correction notes that take something back: (IRI, words, wrong words and values).
    """

    iri: str
    published: str | None = None
    publisher: str | None = None
    keyed: bool = False
    cards: tuple[Card, ...] = ()
    actions: tuple[ActionCard, ...] = ()
    title: str | None = None
    corrects: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def to_json(self) -> str:
        """One line of JSON without empty fields."""
        return json.dumps(_lean(asdict(self)), ensure_ascii=True, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> StoryCard:
        """The card that `to_json` wrote; equal texts in it are one, since many cards are held together."""
        record = json.loads(text)
        record["cards"] = tuple(_made(Card, r) for r in record.get("cards", ()))
        record["actions"] = tuple(_made(ActionCard, r) for r in record.get("actions", ()))
        return cls(**{key: _frozen(value) for key, value in record.items()})


def story_card(extraction: Extraction) -> StoryCard:
    """The record of one linked extraction."""
    return _Maker(extraction).story()


@dataclass(slots=True)
class _Maker:
    extraction: Extraction
    entities: dict[Ref, Entity] = field(init=False)
    counts: dict[Ref, int] = field(default_factory=dict)
    claims: dict[Ref, list[Claim]] = field(default_factory=dict)
    spoken: dict[Ref, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.entities = {e.ref: e for e in self.extraction.entities}
        for mention in self.extraction.mentions:
            if mention.target:
                self.counts[mention.target] = self.counts.get(mention.target, 0) + 1
        for statement in self.extraction.statements:
            if statement.side and len(statement.speakers) == 1:
                self.spoken.setdefault(statement.speakers[0], set()).add(statement.side.value)
        for claim in self.extraction.claims:
            if claim.subject and claim.predicate and not (claim.negated or claim.corrected_by):
                self.claims.setdefault(claim.subject, []).append(claim)

    def story(self) -> StoryCard:
        article = self.extraction.article
        story = article_iri(article)
        cards = tuple(card for e in self.extraction.entities if e.named and (card := self.card(story, e)))
        actions = tuple(self.action(story, a.ref, a.kind, a.label) for a in self.extraction.actions)
        return StoryCard(
            story,
            article.published or article.modified,
            article.publisher,
            bool(article.identifier or article.url),
            cards,
            actions,
            article.title,
            tuple(self.corrects(story)),
        )

    def corrects(self, story: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        text = self.extraction.article.text
        for note in self.extraction.notes:
            wrong: dict[str, None] = {}
            for claim in self.extraction.claims:
                if claim.note == note.key and claim.rule == "corrections.wrong":
                    wrong |= {s.of(text): None for s in claim.spans if len(s.of(text)) <= SHORT}
                    wrong |= {claim.object.lexical: None} if isinstance(claim.object, Value) else {}
            if wrong:
                yield f"{story}/note-{note.span.start}-{note.span.end}", note.span.of(text), tuple(wrong)

    def card(self, story: str, entity: Entity) -> Card | None:
        group = group_of(entity.kind)
        if group is None:
            return None
        iris = self.extraction.iris
        posts = sorted(
            (" ".join(p.role.split()), iris.get(p.organization or "", ""), p.standing)
            for p in self.extraction.positions
            if p.person == entity.ref
        )
        return Card(
            iri=iris[entity.ref],
            story=story,
            group=group,
            kind=entity.kind,
            name=" ".join(entity.name.split()),
            forms=tuple(" ".join(a.split()) for a in entity.aliases),
            canonical=entity.canonical,
            parent=iris.get(entity.parent or ""),
            within=self.chain(entity),
            posts=tuple(posts),
            gender=entity.gender,
            mentions=self.counts.get(entity.ref, 1),
            sides=self.sides_of(entity) if group == "person" else (),
        )

    def sides_of(self, person: Entity) -> tuple[str, ...]:
        """The sides that a person speaks for; BYSTANDER where the story says that the person is of none."""
        found = self.spoken.get(person.ref, set())
        text = self.extraction.article.text
        named = [m for m in self.extraction.mentions if m.target == person.ref and m.kind == "name"]
        held = any(p.person == person.ref for p in self.extraction.positions)
        if named and not held and all(m.rule == "name/byline" for m in named):
            return (WRITER,)
        spans = [m.span for m in named]
        if not found and any(
            is_bystander(text[max(0, s.start - 30) : s.start], text[s.end : s.end + 60]) for s in spans
        ):
            return (BYSTANDER,)
        return tuple(sorted(found))

    def chain(self, entity: Entity) -> tuple[str, ...]:
        found, seen = [], {entity.ref}
        while (outer := self.entities.get(entity.within or "")) and outer.ref not in seen:
            found.append(outer.canonical or outer.name)
            seen.add(outer.ref)
            entity = outer
        return tuple(found)

    def action(self, story: str, ref: Ref, kind: str, label: str) -> ActionCard:
        iris = self.extraction.iris
        values: dict[str, str] = {}
        stages, places, within = set(), set(), set()
        for claim in self.claims.get(ref, ()):
            name, value = claim.predicate or "", claim.object
            if isinstance(value, Value):
                if name in ("startDate", "endDate"):
                    values.setdefault(name, value.lexical)
            elif value is not None and name == "place" and value in iris:
                places.add(iris[value])
            elif value is not None and name == "partOf" and value in iris:
                within.add(iris[value])
            elif value is not None and name == "status":
                stages.add((claim.as_of or "", value.partition(":")[2]))
        action = next(a for a in self.extraction.actions if a.ref == ref)
        told, guessed = self.sides(ref, action.parties)
        return ActionCard(
            iris[ref],
            story,
            kind,
            label,
            told,
            guessed,
            tuple(sorted(places)),
            action.start or values.get("startDate") or None,
            values.get("endDate") or None,
            tuple(sorted(stages)),
            tuple(sorted(within)),
        )

    def sides(self, action: Ref, parties: tuple[Ref, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Sides of an action that are told, and those that are guessed for the roles that are not."""
        steps: list[set[tuple[str, str]]] = [set(), set(), set()]
        text = self.extraction.article.text
        for claim in self.claims.get(action, ()):
            name, entity = claim.predicate or "", self.entities.get(str(claim.object))
            if name not in PARTIES or entity is None:
                continue
            if entity.named:
                found = {(self.role(name, entity), self.extraction.iris[entity.ref])}
                guess = claim.confidence <= GUESSED or any(SIDES.search(span.of(text)) for span in claim.spans)
                steps[2 if guess else 0] |= found
                if name == "proposedBy" and not guess:
                    steps[0] |= {(name, iri) for _, iri in found}
            else:
                steps[1] |= self.behind(entity)
        for entity in filter(None, map(self.entities.get, parties)):
            found = {(self.role("party", entity), self.extraction.iris[entity.ref])} if entity.named else set()
            steps[2] |= found or self.behind(entity)
        told, guessed = steps[0], set[tuple[str, str]]()
        for step in steps[1:]:
            known = {role for role, _ in told | guessed}
            guessed |= {(role, iri) for role, iri in step if role not in known}
        return tuple(sorted(told)), tuple(sorted(guessed))

    def behind(self, group: Entity) -> set[tuple[str, str]]:
        """The employer and the union of a group of people."""
        iris = self.extraction.iris
        links = ((group.employer, "employer"), (group.union, "organizer"))
        return {(name, iris[r]) for r, name in links if r in iris and self.entities[r].named}

    def role(self, role: str, entity: Entity) -> str:
        # An employer "organizes" a lockout.
        if entity.kind == "Employer" or role == "employer":
            return "employer"
        return "organizer" if entity.kind in UNIONS or role == "organizer" else "party"


def group_of(kind: str) -> str | None:
    """The group that things of a class are told apart in; None for what has no identity across stories."""
    if kind == "Person":
        return "person"
    if kind in UNIONS:
        return "union"
    if kind in ORGANIZATIONS:
        return "organization"
    return "place" if kind in PLACES else None


def _lean(record: Any) -> Any:
    if isinstance(record, dict):
        return {key: _lean(value) for key, value in record.items() if value not in (None, (), [], "", False)}
    return [_lean(item) for item in record] if isinstance(record, (list, tuple)) else record


def _made(kind: type[Any], record: dict[str, Any]) -> Any:
    return kind(**{key: _frozen(value) for key, value in record.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, str):
        return sys.intern(value)
    return tuple(_frozen(v) for v in value) if isinstance(value, (list, tuple)) else value
