"""Words that name an event (triggers), found by the patterns of a lexicon such as actions.yaml."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SAME_LENGTH = (("’", "'"), ("‘", "'"), ("–", "-"), ("‑", "-"), ("\u00a0", " "))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of the lexicon; see the comment at the head of actions.yaml for the fields."""

    name: str
    kind: str
    form: Literal["noun", "verb"]
    expression: re.Pattern[str]
    tag: str | None
    bare: bool
    weak: bool
    again: bool
    actors: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an event: `head` is the index of the token whose syntax counts."""

    span: Span
    pattern: Pattern
    head: int

    @property
    def kind(self) -> str:
        return self.pattern.kind


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """The word lists of a lexicon file such as status.yaml."""
    return {key: frozenset(entry["words"]) for key, entry in load_lexicon(name).items()}


def filled(name: str, pattern: str) -> str:
    """The expression with the forms of a lexicon file put in for {verb}."""
    forms = load_lexicon(name)["forms"]
    return re.sub(
        r"\{([a-z]+)\}", lambda m: "(?:" + "|".join(sorted(forms[m[1]], key=len, reverse=True)) + ")", pattern
    )


@cache
def stops(name: str) -> tuple[re.Pattern[str], ...]:
    """Wordings of a lexicon file in which its words mean something else."""
    return tuple(re.compile(rf"(?<![\w-])(?:{filled(name, e['pattern'])})(?!\w)") for e in load_lexicon(name)["stops"])


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """The triggers of a lexicon file, in its order."""
    data = load_lexicon(name)
    found = []
    for number, entry in enumerate(data["triggers"]):
        found.append(
            Pattern(
                name=f"{name.removesuffix('.yaml')}.{entry['kind']}.{number}",
                kind=entry["kind"],
                form=entry["form"],
                expression=re.compile(rf"(?<![\w-])(?:{filled(name, entry['pattern'])})(?:(?!\w)|(?<=\s))"),
                tag=entry.get("tag"),
                bare=entry.get("bare", False),
                weak=entry.get("weak", False),
                again=entry.get("again", False),
                actors=entry.get("actors"),
                example=entry["example"],
            )
        )
    return tuple(found)


@cache
def index(name: str) -> Index:
    """The triggers of a lexicon file, then its stops."""
    return Index([p.expression for p in patterns(name)] + list(stops(name)))


def triggers(draft: Draft, name: str) -> list[Trigger]:
    """All triggers of the text in reading order: where two patterns of one kind overlap the longer wins.

    Words in parts that are not the story's prose (bylines, notices), in the names of people and organizations, and
    words of the wrong part of speech are left out.
    """
    text = draft.text.lower()
    if len(text) != len(draft.text):  # a letter that changes its length in lower case
        text = draft.text
    for sign, plain in SAME_LENGTH:
        text = text.replace(sign, plain)
    known = patterns(name)
    found: list[Trigger] = []
    taboo: list[Span] = []
    for number, match in index(name).find(text):
        span = trimmed(text, match.start(), match.end())
        if number >= len(known):
            taboo.append(Span(*match.span()))
        elif (head := head_of(draft, span, known[number])) is not None and not hidden(draft, span):
            found.append(Trigger(span, known[number], head.i))
    found = [t for t in found if not any(s.overlaps(t.span) for s in taboo)]
    found.sort(key=lambda t: (t.span.start, -t.span.end))
    starts = [t.span.start for t in found]
    longest = max((t.span.end - t.span.start for t in found), default=0)
    near = {
        t.span: found[bisect_left(starts, t.span.start - longest) : bisect_right(starts, t.span.start)] for t in found
    }
    return [t for t in found if not any(covers(other, t) for other in near[t.span])]


def trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " ,":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return Span(start, end)


def covers(other: Trigger, one: Trigger) -> bool:
    """Whether the other takes the place of this one: it holds it and names an event of the same or a narrower kind."""
    if other is one or not other.span.holds(one.span):
        return False
    if other.span == one.span:
        return other.pattern.name < one.pattern.name
    if one.kind == "Vote":
        return "Vote" in other.kind or "Election" in other.kind
    bare = one.pattern.bare and other.pattern.form == "noun"
    vote_and_strike = "Vote" in other.kind and one.kind in {"Strike", "Walkout"} and not bare
    picket = other.kind == "SympathyStrike" and one.kind == "Picket"
    ratified = (
        other.kind in {"RatificationVote", "TentativeAgreement", "CollectiveAgreement"} and other.kind != one.kind
    )
    noun_vote = vote_and_strike and other.pattern.form == "noun"
    return noun_vote or not (vote_and_strike or picket or ratified)


def head_of(draft: Draft, span: Span, pattern: Pattern) -> Token | None:
    """The word whose syntax counts, or None where the part of speech is wrong."""
    tokens = draft.tokens(span)
    if not len(tokens):
        return None
    if pattern.form == "noun":
        nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN"}]
        if pattern.tag == "NOUN":
            last = tokens[-1]
            if last.pos_ not in {"NOUN", "PROPN"} and not noun_like(last):
                return None
            return last
        return tokens.root if not nouns or tokens.root in nouns else nouns[-1]  # "ban on overtime": the ban
    verbs = [t for t in tokens if t.pos_ in {"VERB", "AUX"}]
    if pattern.tag == "VERB" and (not verbs or tokens[0].pos_ not in {"VERB", "AUX"}) and not verb_like(tokens[0]):
        return None
    rest = tokens.root if tokens.root.pos_ == "AUX" else tokens[0]  # "have been out": been
    return next((t for t in tokens if t.pos_ == "VERB"), rest)


def noun_like(token: Token) -> bool:
    """A noun that the parser took for a verb: a determiner, possessive or adjective stands right before it."""
    return (
        token.i > 0 and token.nbor(-1).pos_ in {"DET", "ADJ", "PRON"} and token.nbor(-1).dep_ in {"det", "poss", "amod"}
    )


def verb_like(token: Token) -> bool:
    """A verb that the parser took for a noun: "to", a modal or a plural subject stands right before it."""
    if token.i == token.doc[0].i or token.pos_ == "ADJ":
        return False
    before = token.nbor(-1)
    return before.tag_ in {"MD", "TO"} or (
        before.tag_ == "NNS" and token.lower_ == token.lemma_ and token.dep_ == "ROOT"
    )


def hidden(draft: Draft, span: Span) -> bool:
    """Inside a name or an address, or outside the story's prose."""
    addresses = [a.span for a in draft.addresses]
    if any(s.holds(span) for s in (*draft.structure.skip, *draft.structure.bylines, *addresses)):
        return True
    titles = [q.inner for q in draft.structure.quotes if not q.speech]
    if any(t.holds(span) and draft.words(t)[:1].isupper() and len(draft.words(t).split()) > 2 for t in titles):
        return True
    return any(
        m.kind == "name"
        and m.span.holds(span)
        and m.span != span
        and m.target is not None
        and m.target.startswith("e:")
        for m in draft.mentions
    )
