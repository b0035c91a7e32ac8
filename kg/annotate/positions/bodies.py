"""Which organization a definite noun, "its", or a role without an organization means, by class and recency.

Also of use to coreference: `body_of_noun(draft, "hospital", at)` gives the organization that "the hospital" names at an
offset, going by the words of its names, then by class and nearness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import entries, fold
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

UNIONS = ("LaborUnion", "UnionLocal")
FIRMS = ("Employer", "FormalOrganization")
BODIES = (*UNIONS, *FIRMS, "GovernmentBody", "NewsOrganization")
CLASSES = {
    "union": UNIONS,
    "employer": FIRMS,
    "government": ("GovernmentBody",),
    "news": ("NewsOrganization",),
    "organization": ("FormalOrganization", "Employer", "LaborUnion"),
}
# words of names that a noun may stand for ("the hospital": Lakeland Mercy Medical Center)
ALIKE = {
    "hospital": ("hospital", "medical", "clinic", "health", "infirmary"),
    "university": ("university", "college", "institute"),
    "school": ("school", "schools", "academy", "university"),
    "district": ("schools", "district", "school"),
    "airline": ("airlines", "airways", "air", "aviation"),
    "carrier": ("airlines", "airways", "air", "trucking", "freight"),
    "orchestra": ("philharmonic", "symphony", "orchestra"),
    "studio": ("studio", "studios", "games", "pictures", "films", "entertainment"),
    "grower": ("orchards", "farms", "growers", "farm"),
    "paper": ("tribune", "times", "star", "herald", "ledger", "post", "courier", "gazette", "news"),
    "newspaper": ("tribune", "times", "star", "herald", "ledger", "post", "courier", "gazette", "news"),
    "symphony": ("symphony", "orchestra", "philharmonic"),
    "ranch": ("ranch", "ranches"),
    "co-op": ("co-op", "cooperative"),
    "hotel": ("hotel", "hotels", "inn", "resort"),
    "bank": ("bank", "financial", "trust"),
    "railroad": ("railway", "railroad", "rail"),
    "party": ("party", "conservative", "labour", "democrats"),
    "city": ("city",),
    "board": ("board",),
    "department": ("department",),
    "ministry": ("ministry",),
    "agency": ("agency",),
    "council": ("council",),
    "commission": ("commission",),
    "government": ("government",),
}
# nouns that any body of their class goes by, so that the words of names say nothing ("the union")
GENERIC = frozenset({"union", "labor union", "labour union", "trade union", "company", "employer", "firm", "business"})
GENERIC |= {"group", "organization", "organisation"}


PUBLIC_NOUNS = frozenset({"board", "council", "government", "commission", "department", "agency", "ministry"})
# last words of names that stand for the whole, with no class of their own
NAME_ENDS = frozenset({"guild", "lodge", "chapter", "sangha", "project", "corporation", "alliance", "coalition"})
NAME_ENDS |= {"federation", "association"}


# organizations that direct, represent or study and are not where the people of a story work
NO_EMPLOYER = re.compile(r"(?i)^board\b|\b(?:board|committee|congress|federation|chamber|coalition|institute|party)\b")
# grammatical roles in which "the city" is the government and not the place
ACTING = ("nsubj", "nsubjpass", "poss", "dobj", "dative", "agent")


@cache
def noun_classes() -> dict[str, str]:
    """Noun that stands for an organization -> kind of org_nouns.yaml."""
    found: dict[str, str] = {}
    for kind, rows in entries("org_nouns.yaml").items():
        for row in rows if kind in CLASSES else ():
            found.setdefault(str(row[0]).lower(), kind)
    return found


def organizations(draft: Draft, kinds: tuple[str, ...] = BODIES) -> list[tuple[Mention, Entity]]:
    """Mentions of organizations of the given classes, in reading order."""
    return of_kinds(draft, draft.mentions, kinds)


def of_kinds(draft: Draft, mentions: Iterable[Mention], kinds: tuple[str, ...]) -> list[tuple[Mention, Entity]]:
    """Those of the mentions that are of an entity of the given classes, in reading order."""
    found = [(m, draft.entities[m.target]) for m in mentions if m.target in draft.entities]
    return sorted((p for p in found if p[1].kind in kinds), key=lambda p: (p[0].span.start, -p[0].span.end))


def organization_at(draft: Draft, start: int | None = None, end: int | None = None) -> Mention | None:
    """The longest mention of an organization that begins or ends at an offset."""
    here = [m for m in draft.mentions if m.span.start == start or m.span.end == end]
    fits = [m for m, _ in of_kinds(draft, here, BODIES)]
    return max(fits, key=lambda m: (m.span.end - m.span.start, m.kind == "name"), default=None)


def body_of_noun(draft: Draft, noun: str, at: int) -> Ref | None:
    """The organization that "the NOUN" means at an offset; None if the article has none that fits."""
    low = noun.lower()
    words = ALIKE.get(low, (low,))
    shared = [
        (m, e)
        for m, e in (() if low in GENERIC else organizations(draft))
        if (e.named or (e.kind == "GovernmentBody" and low in PUBLIC_NOUNS))
        and any(set(re.findall(r"[\w-]+", form.lower())) & set(words) for form in (e.name, *e.aliases))
    ]
    kind = noun_classes().get(low)
    shared = [p for p in shared if kind is None or p[1].kind in CLASSES[kind]] or shared
    shared = [p for p in shared if low in re.findall(r"[\w-]+", p[1].name.lower())] or shared
    told = any(m.span.end <= at or low in fold(e.name).split() for m, e in shared)
    if shared and (told or kind is None):
        return nearest(shared, at)
    if kind is None:
        return None
    kinds = ("UnionLocal", "LaborUnion") if low == "local" else CLASSES[kind]
    pool = organizations(draft, kinds)
    if low in GENERIC and kind == "union" and (main := most_present(draft, at, kinds)):
        return main
    if low in GENERIC and kind == "employer" and (main := most_present(draft, at, ("Employer",))):
        return main
    if low == "local":
        pool = [p for p in pool if p[1].kind == "UnionLocal"] or pool
    if kind == "employer":
        pool = [p for p in pool if p[1].kind == "Employer"] or pool
    if shared and not any(m.span.end <= at for m, _ in pool):
        return nearest(shared, at)  # named further on, by a word like the noun
    return nearest(pool, at)


@cache
def pointed(noun: str) -> re.Pattern[str]:
    """The noun after "the"; of a minister's "her department" too."""
    owned = "|[Hh](?:er|is)" if noun in ("department", "ministry") else ""
    return re.compile(rf"\b(?:[Tt]he{owned}) ({noun})\b(?!-)")


def described(draft: Draft, noun: str, kind: str) -> Ref | None:
    """The body that the story only describes ("the city", "the district"): its entity, made if there is none; None
    where the noun never stands by itself after "the"."""
    for entity in draft.entities.values():
        if not entity.named and entity.kind in (kind, "GovernmentBody") and fold(entity.name) == noun:
            return entity.ref
    for m in pointed(noun).finditer(draft.text):
        span = Span(m.start(1), m.end(1))
        token = draft.tokens(span)[0]
        after = token.nbor() if token.i + 1 < len(draft.doc) else token
        outside = any(s.holds(span) for s in draft.structure.skip)
        acts = token.dep_ in ACTING or (token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "to", "against"))
        if acts and after.pos_ not in ("NOUN", "PROPN", "ADJ") and after.lower_ != "of" and not outside:
            ref = f"e:{span.start}"
            if ref in draft.entities or any(x.span.overlaps(span) for x in draft.mentions):
                continue
            owned = m.group()[0] in "hH"  # "her department" is not everybody's
            name = m.group() if owned else noun
            draft.entities[ref] = Entity(ref, kind, name, named=False, rule="described-body", confidence=0.7)
            draft.mentions.append(Mention(span, ref, "nominal", "described-body", 0.7))
            return ref
    return None


def nearest(pool: list[tuple[Mention, Entity]], at: int) -> Ref | None:
    """The last one before the offset, else the first one after it."""
    before = [m for m, _ in pool if m.span.end <= at]
    if before:
        return before[-1].target
    return pool[0][0].target if pool else None


def near_body(draft: Draft, at: int, kinds: tuple[str, ...] = BODIES) -> Ref | None:
    """The organization that stands nearest before the offset; those in the same sentence or paragraph first."""
    return nearest([p for p in organizations(draft, kinds) if p[0].kind == "name"], at)


def main_employer(draft: Draft, at: int) -> Ref | None:
    """The employer that the story is about at an offset: the most present one before it, else one soon after; None
    where two are so present alike that either may be meant."""
    for kinds in (("Employer",), FIRMS):
        weights = presence(draft, at, kinds)
        found = max(weights, key=lambda ref: weights[ref]) if weights else None
        if found is not None and sum(w == weights[found] for w in weights.values()) > 1:
            return None
        if found is not None:
            return found
    kinds = ("Employer",) if organizations(draft, ("Employer",)) else FIRMS
    later = [p for p in organizations(draft, kinds) if p[0].span.start >= at and not NO_EMPLOYER.search(p[1].name)]
    soon = later and draft.structure.paragraph_at(later[0][0].span.start) <= draft.structure.paragraph_at(at) + 2
    return later[0][0].target if soon else None


def most_present(draft: Draft, at: int, kinds: tuple[str, ...]) -> Ref | None:
    """The body most mentioned before an offset."""
    weights = presence(draft, at, kinds)
    return max(weights, key=lambda ref: weights[ref]) if weights else None


def presence(draft: Draft, at: int, kinds: tuple[str, ...]) -> dict[Ref, float]:
    """How much each body is mentioned before an offset, near mentions counting more (one two paragraphs back counts
    half), none from before the last dateline."""
    here = draft.structure.paragraph_at(at)
    section = max((d.span.start for d in draft.structure.datelines if d.span.start <= at), default=0)
    weights: dict[Ref, float] = {}
    for m, entity in organizations(draft, kinds):
        if entity.kind == "FormalOrganization" and NO_EMPLOYER.search(entity.name):
            continue
        if section <= m.span.start and m.span.end <= at and m.target is not None:
            far = here - draft.structure.paragraph_at(m.span.start)
            weights[m.target] = weights.get(m.target, 0.0) + 0.5 ** (far / 2)
    return weights


def possessor(draft: Draft, at: int, kinds: tuple[str, ...] = BODIES) -> Ref | None:
    """Whom "its" at an offset means: an organization of the same sentence before it, else the first of the sentence
    before, else the nearest one; only one of the given classes."""
    sentence = draft.sentence(at)
    for start, end in ((sentence.start_char, at), *earlier_sentences(draft, sentence.start)):
        here = [h for h in named_or_described(draft, start, end) if draft.entities[h[1]].kind in kinds]
        if here:
            acting = [(t, ref) for t, ref in here if t is not None and t.dep_ in ("nsubj", "nsubjpass")]
            main = [(t, ref) for t, ref in acting if t.head == t.sent.root]  # not that of a relative clause
            subjects = [ref for _, ref in main or acting]
            return subjects[-1] if subjects else here[0][1]
    return near_body(draft, at, kinds)


def earlier_sentences(draft: Draft, first: int) -> list[tuple[int, int]]:
    """Offsets of the three sentences before a token, the nearest first."""
    found: list[tuple[int, int]] = []
    while first > 0 and len(found) < 3:
        sentence = draft.doc[first - 1].sent
        found.append((sentence.start_char, sentence.end_char))
        first = sentence.start
    return found


def named_or_described(draft: Draft, start: int, end: int) -> list[tuple[Token | None, Ref]]:
    """Organizations that a stretch names or describes ("the project"), each with the head word of its mention."""
    found: list[tuple[int, Token | None, Ref]] = []
    for m, _ in organizations(draft):
        if start <= m.span.start and m.span.end <= end and m.target is not None:
            tokens = draft.tokens(m.span)
            found.append((m.span.start, tokens.root if len(tokens) else None, m.target))
    for token in draft.tokens(Span(start, max(end, start + 1))):
        definite = any(c.lower_ in ("the", "this") for c in token.lefts)
        if token.pos_ == "NOUN" and definite and not any(at <= token.idx < at + 1 for at, _, _ in found):
            noun = noun_in(token.lower_) or (token.lower_ if ends_a_name(draft, token.lower_) else None)
            ref = body_of_noun(draft, noun, token.idx) if noun else None
            if ref is not None:
                found.append((token.idx, token, ref))
    return [(token, ref) for _, token, ref in sorted(found, key=lambda f: f[0])]


def tail_of(draft: Draft, words: str) -> Ref | None:
    """The one body whose name ends in several words that stand by themselves: "ferry service" of a Corran Ferry
    Service."""
    named = [e for e in draft.entities.values() if " " in words and e.named and e.kind in BODIES]
    fits = [e.ref for e in named if fold(e.name).endswith(f" {words}")]
    return fits[0] if len(fits) == 1 else None


def ends_a_name(draft: Draft, word: str) -> bool:
    """Whether the word is the last of an organization's name ("project": Mill Town Labor History Project)."""
    return any(e.named and e.name.lower().split()[-1] == word for _, e in organizations(draft))


def noun_in(words: str) -> str | None:
    """The last noun of the words that stands for an organization ("the two dissenting hospital" -> "hospital")."""
    parts = words.lower().split()
    for size in (3, 2, 1):
        tail = " ".join(parts[-size:])
        if len(parts) >= size and (tail in noun_classes() or tail in ALIKE or tail in NAME_ENDS):
            return tail
    return None
