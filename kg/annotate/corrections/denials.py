"""What a note says in words alone, without a value against another: what was wrong, and the story's claims that say
the same; what is right."""

from __future__ import annotations

import re
from functools import partial
from itertools import compress, dropwhile, takewhile

from kg.annotate.base import Draft
from kg.annotate.corrections.work import KINDS, Work
from kg.corrections import entries, meant
from kg.model import Claim, Span

WORD = re.compile(r"[^\W\d_]{3,}|\d[\d,.]*\d|\d")
HELD, OWN = 0.75, 0.4  # share of the denied words that a claim has, and of its own words that are denied
APPROVED = re.compile(r"\b(?:approv|ratif|accept|reject)\w+\b.{0,40}\b(?:contract|deal|agreement|offer)", re.IGNORECASE)
PLACED = re.compile(r",? in (?:the )?(?:\w+ )?paragraphs?\b.*", re.IGNORECASE | re.DOTALL)
FINITE = ("VBD", "VBP", "VBZ", "MD")
FUNCTION = frozenset(
    {"the", "and", "had", "has", "was", "were", "been", "are", "not", "its", "his", "her", "for", "who", "one", "that"}
)


def denials(work: Work) -> None:
    """Deny what else the note says was wrong, in its own words, and take back what says the same in the story."""
    told = {p.wrong.part for p in work.pairs if p.wrong is not None and p.kind != "stage"}
    staged = any(
        c.rule == "corrections.wrong" and c.predicate == "status" and c.note == work.note.key for c in work.draft.claims
    )
    for i, part in enumerate(work.parts):
        if part.role == "wrong" and i not in told and not staged and part.words.end > part.words.start:
            words = PLACED.sub("", " ".join(work.draft.words(part.words).split()))
            work.take_back(partial(says, words))
            unratified(work, words)
            unhappened(work, part.words)
            unnamed(work, words)
            clause = any(t.tag_ in FINITE for t in work.draft.tokens(part.words))
            text = f"It is not so that {words}." if clause else f"The mention of {words} is not right."
            work.wrong(part.words, work.free(text))


def stated(work: Work) -> None:
    """Claim what a note says is right ("to make clear that ..."), where nothing else made it a claim."""
    made = [s for c in work.draft.claims if c.note == work.note.key for s in c.spans]
    valued = [f.span for p in work.pairs for f in (p.wrong, p.right) if f is not None]
    for part in work.parts:
        explicit = part.role == "right" and part.words.start > part.sentence.start
        if explicit and not any(part.words.overlaps(s) for s in (*made, *valued)):
            words = " ".join(work.draft.words(part.words).split())
            work.right_at(part.words, work.free(f"{words[:1].upper()}{words[1:]}."))


def unhappened(work: Work, wrong: Span) -> None:
    """Take back all that is said of an action that a note takes out as a whole."""
    draft = work.draft
    kinds = of_action(draft, wrong)
    found = [a for a in draft.actions if any(a.kind.endswith(k) for k in kinds)]
    told = [" ".join(draft.sentence(s.start).text for s in a.spans) for a in found]
    near = list(compress(found, meant(draft.words(wrong), told) if told else ()))
    if len(near) == 1:
        ref = near[0].ref
        work.take_back(lambda c: c.subject == ref or (c.predicate is None and c.statement is None and ref in c.about))


def of_action(draft: Draft, words: Span) -> set[str]:
    """The kinds of action that a phrase without a verb means as a whole: "a strike in May"; none for any other."""
    tokens = list(draft.tokens(words))
    if any(t.tag_ in FINITE for t in tokens):
        return set()
    nouns = takewhile(lambda t: t.pos_ == "NOUN", dropwhile(lambda t: t.pos_ != "NOUN", tokens))
    head = next(reversed(list(nouns)), None)
    return {k for regex, kinds in KINDS.items() if head is not None and regex.fullmatch(head.text) for k in kinds}


def unnamed(work: Work, wrong: str) -> None:
    """Take back what is said of the one body or place that a note takes out: "a reference to Tarrow Hospital"."""
    named = [
        ref
        for ref, e in work.draft.entities.items()
        if any(wrong.removeprefix("the ") in (n, f"{n} {wrong.split()[-1]}") for n in (e.name, *e.aliases))
    ]
    work.take_back(lambda c: c.predicate is not None and c.object in named)


def unratified(work: Work, words: str) -> None:
    """Take back that members voted on a contract, where it is denied that they approved it."""
    kinds = {"RatificationVote", "CollectiveAgreement"} if APPROVED.search(words) else set()
    votes = {a.ref for a in work.draft.actions if a.kind in kinds}
    work.take_back(lambda c: c.subject in votes and c.predicate == "status" and c.object in ("c:Ended", "c:UnderWay"))


def says(words: str, claim: Claim) -> bool:
    """Whether a claim says what the words say, and not much else."""
    denied, own = stems(words), stems(claim.text)
    shared = len(denied & own)
    return shared >= 2 and shared >= HELD * len(denied) and shared >= OWN * len(own)


def stems(text: str) -> set[str]:
    """The beginnings of the words that tell something, and the numbers."""
    plain = entries()["plain"]
    return {w[:5] for w in WORD.findall(text.lower()) if w not in plain and w not in FUNCTION}
