"""One note that is carried out: what it is about, and how a claim is taken back or made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.annotate.base import Draft
from kg.annotate.corrections import Part, trimmed
from kg.annotate.corrections.found import Found, Pair
from kg.annotate.events.mentioned import STOPPAGE
from kg.model import Action, Claim, CorrectionNote, Ref, Span

# The kinds of event that words of a note speak of.
KINDS = {
    re.compile(r"\b(?:vot(?:es?|ing)|ballots?|elections?|referendum)\b", re.I): ("Vote", "Election"),
    re.compile(r"\b(?:strik\w+|walk\w*outs?|stoppages?)\b", re.I): ("Strike", "Walkout"),
    re.compile(r"\b(?:lock\w*outs?|locked out)\b", re.I): ("Lockout",),
    re.compile(r"\b(?:rally|rallies|march|demonstration)\b", re.I): ("Rally",),
    re.compile(r"\bpickets?\b", re.I): ("Picket",),
    re.compile(r"\b(?:talks|bargaining|negotiat\w+)\b", re.I): ("Negotiation",),
    re.compile(r"\b(?:contract|agreement|deal)\b", re.I): ("Agreement",),
}

# A stoppage before the one in hand: "the last strike, in 1998".
BEFORE = re.compile(
    r"\b(?:last|previous|prior|past|earlier|(?:18|19|20)\d\d)\b(?: \w+){0,2}? "
    r"(?:strike|walkout|stoppage|lockout)s?\b",
    re.I,
)
ITS_DAY = re.compile(r"\bit (?:will )?(?:began|begins?|started|starts?|ended|ends?)\b", re.I)


@dataclass
class Work:
    """One note that is carried out.

    Attributes:
        parts, pairs: what the note was cut into, what it sets against each other.
        about: what the note mentions, in reading order.
        own: the note is of this story; else the story's claims stay as they are.
    """

    draft: Draft
    note: CorrectionNote
    parts: list[Part]
    pairs: list[Pair]
    about: tuple[Ref, ...]
    own: bool

    def outside(self, claim: Claim) -> bool:
        """Whether a claim rests on words of the story, not of a note."""
        return not any(n.span.holds(s) for n in self.draft.notes for s in claim.spans)

    def earlier(self, claim: Claim) -> bool:
        """Whether a note can take a claim back: one of the story, or what another note said is right."""
        return self.outside(claim) or (claim.rule == "corrections.right" and claim.note != self.note.key)

    def names_action(self) -> bool:
        """Whether the note speaks of an action by its kind, or of one that the story mentions in its words."""
        words = self.draft.words(self.note.span)
        known = {a.ref for a in self.draft.actions}
        mentions = any(m.target in known for m in self.draft.mentions_in(self.note.span))
        return mentions or ITS_DAY.search(words) is not None or any(regex.search(words) for regex in KINDS)

    def actions(self) -> list[Action]:
        """The actions that the note can be about."""
        return actions_of(self.draft, self.note, self.own)

    def take_back(self, fits: Callable[[Claim], bool]) -> list[Claim]:
        """Mark the claims of the story, and of earlier notes, that fit as corrected; gives them as they were."""
        claims = self.draft.claims if self.own else []
        hit = [i for i, c in enumerate(claims) if self.earlier(c) and c.corrected_by is None and fits(c)]
        taken = [claims[i] for i in hit]
        for i in hit:
            claims[i] = replace(claims[i], corrected_by=self.note.key)
        return taken

    def said_anew(self, keys: set[str]) -> list[Claim]:
        """What this note said anew that still holds wrong figures, taken out to be said with the right ones."""
        held = [
            c
            for c in self.draft.claims
            if c.rule == "corrections.right" and c.note == self.note.key and not keys.isdisjoint(c.quantities)
        ]
        self.draft.claims[:] = [c for c in self.draft.claims if c not in held]
        return held

    def right(self, found: Found, claim: Claim) -> None:
        """Add what the note says is so, with its sentence as span."""
        span = trimmed(
            self.draft.text, found.sentence.start + (self.draft.text[found.sentence.start] in "(["), found.sentence.end
        )
        self.right_at(span if span.holds(found.span) else found.span, claim)

    def right_at(self, span: Span, claim: Claim) -> None:
        """Add what the note says is so in these words."""
        self.draft.claims.append(
            replace(
                claim, spans=(span,), statement=None, negated=False, note=self.note.key, corrected_by=None,
                modality=claim.modality if claim.modality in ("Fact", "Plan", "Expectation") else "Fact",
                rule="corrections.right", confidence=0.85,
            )
        )  # fmt: skip

    def wrong(self, span: Span, claim: Claim, rule: str = "corrections.wrong") -> None:
        """Add what the note says is not so."""
        self.draft.claims.append(
            replace(
                claim, spans=(span,), statement=None, negated=True, modality="Fact", quantities=(), note=self.note.key,
                corrected_by=None, rule=rule, confidence=0.85,
            )
        )  # fmt: skip

    def free(self, text: str) -> Claim:
        """A claim without a triple about what the note mentions."""
        return Claim(text=text, spans=(), about=self.about or ("article",))


def mentioned(draft: Draft, note: CorrectionNote, mine: bool) -> tuple[Ref, ...]:
    """Actions that the note names, else the one in hand; then people and bodies that it names."""
    start = min(p.sentence.start for p in draft.memo["corrections"][note.key])
    refs = [m.target for m in draft.mentions_in(Span(start, note.span.end)) if m.target is not None]
    actions = actions_of(draft, note, mine)
    return tuple(dict.fromkeys([*(a.ref for a in actions[:1]), *(r for r in refs if r.startswith("e:"))]))


def actions_of(draft: Draft, note: CorrectionNote, mine: bool) -> list[Action]:
    """Actions of the kinds that a note names, those of now first; all stoppages where it names none.

    Where it is of another story, only those that it mentions; where it speaks of an earlier one, only those.
    """
    words = draft.words(note.span)
    wanted = [kind for regex, kinds in KINDS.items() if regex.search(words) for kind in kinds]
    known = [a for a in draft.actions if mine or any(note.span.holds(s) for s in a.spans)]
    found = [a for a in known if any(a.kind.endswith(k) for k in wanted)]
    found = found or [a for a in known if not wanted and a.kind in STOPPAGE]
    year = (draft.article.published or "")[:4]
    past = [a for a in found if a.start and a.start[:4] < year]
    before = BEFORE.search(words)
    if past and before is not None and year not in before[0]:
        return past
    return sorted(found, key=lambda a: a in past)


def about(work: Work, taken: list[Claim]) -> tuple[Ref, ...]:
    """What the claims that were taken back speak of, else what the note does."""
    subjects = [c.subject for c in taken if c.subject is not None] or [r for c in taken for r in c.about]
    return tuple(dict.fromkeys(subjects)) or work.about or ("article",)
