"""What a note says was wrong in words alone, without a value against another: the story's claims that say the same."""

from __future__ import annotations

import re
from functools import partial

from kg.annotate.corrections.work import Work
from kg.corrections import entries
from kg.model import Claim

WORD = re.compile(r"[^\W\d_]{3,}|\d[\d,.]*\d|\d")
HELD, OWN = 0.75, 0.4  # share of the denied words that a claim has, and of its own words that are denied
APPROVED = re.compile(r"\b(?:approv|ratif|accept|reject)\w+\b.{0,40}\b(?:contract|deal|agreement|offer)", re.IGNORECASE)
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
            words = " ".join(work.draft.words(part.words).split())
            work.take_back(partial(says, words))
            unratified(work, words)
            work.wrong(part.words, work.free(f"It is not so that {words}."))


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
