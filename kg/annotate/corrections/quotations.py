"""Quotations that a note corrects: who said it ("it was Karl Ruud who said"), or what was said ("misquoted")."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from kg.annotate.corrections.pairs import WHO_SAID, quoting
from kg.annotate.corrections.work import Work
from kg.corrections import entries
from kg.model import Claim, Ref, Span, Statement

SAME, NEAR, LIKE = 0.8, 0.6, 0.35
MISQUOTED = re.compile(
    r"\bmisquot\w+|\bquot\w+ (?:\w+ ){0,4}(?:incorrectly|inaccurately|wrongly)|\bgarbled", re.IGNORECASE
)
LONG = re.compile(r"[^\W\d_]{4,}")
QUOTED = re.compile(r"[“\"]([^”\"]{4,}?)[,.]?[”\"]")
DID_NOT = re.compile(r" (?:did not|didn[’']t|never)\b")
OWNS = re.compile(r"[’']s? ")
SELF = re.compile(r"\b(I|we|me|us|my|our|mine|ours)( \[[^]]*\])", re.IGNORECASE)


def quotations(work: Work) -> None:
    """Give the story's quotation to the one who said it, or put the right words in its place."""
    draft, note = work.draft, work.note.span
    about = quoting(draft, work.parts)
    if not work.own or not about:
        return
    told = [p.sentence for p in work.parts if p.role != "right"]
    people = [m for m in draft.mentions_in(note) if m.target in draft.entities and m.kind != "pronoun"]
    people = [m for m in people if m.target and draft.entities[m.target].kind == "Person"]
    words = [m[1] for m in QUOTED.finditer(draft.words(note))]
    wrong = next((m.target for m in people if any(s.holds(m.span) for s in told)), None)
    said = [s for s in draft.statements if not note.holds(s.content[0]) and s.mode != "indirect"]
    if any(MISQUOTED.search(draft.words(s)) for s in told):
        misquoted(work, [s for s in said if wrong in s.speakers], words)
        return
    denied = {
        m.target
        for m in people
        if re.search(r"\bnot (?:by |from )?$", draft.text[note.start : m.span.start])
        or DID_NOT.match(draft.text, m.span.end)
        or re.search(r"(?<!been )(?<!be )\battributed to (?:[\w’']+ ){0,4}$", draft.text[note.start : m.span.start])
    }
    right = next(
        (
            m
            for m in people
            if m.target not in {wrong, *denied}
            and not any(s.holds(m.span) for s in told)
            and not OWNS.match(draft.text, m.span.end)
        ),
        None,
    )
    if right is None or right.target is None:
        return
    blamed = {wrong} if wrong is not None else denied
    meant = (
        closest(work, said, words, SAME)
        or reported(work)
        or only([s for s in said if not blamed.isdisjoint(s.speakers)])
    )
    meant = meant or spoken_of(work, said, " ".join(draft.words(p.sentence) for p in about))
    if meant is not None and right.target not in meant.speakers:
        reattribute(work, meant, right.target, right.span)


def reported(work: Work) -> Statement | None:
    """The story's statement, in its own words or told, that a note gives: "It was the mayor who said that ..."."""
    draft, note = work.draft, work.note.span
    told = [m["said"] or m["denied"] for m in WHO_SAID.finditer(draft.words(note))]
    held = [s for s in draft.statements if not note.holds(s.content[0])]
    return closest(work, held, [w.strip() for w in told if w and len(w.split()) > 2], NEAR)


def reattribute(work: Work, meant: Statement, speaker: Ref, named: Span) -> None:
    """Make a statement another one's, who is named in the note."""
    draft, note = work.draft, work.note.span
    before = ", ".join(draft.entities[r].name for r in meant.speakers if r in draft.entities)
    words = draft.words(meant.content[0]).rstrip(",")
    draft.statements[:] = [
        replace(
            s, speakers=(speaker,), source=named, cue=None, cue_lemma=None, candidates=(), side=None, stances=(),
            rule="corrections.speaker", confidence=0.85,
        )
        if s.key == meant.key
        else s
        for s in draft.statements
        if s.key == meant.key or not (note.holds(s.content[0]) and like(draft.words(s.content[0]), words) >= SAME)
    ]  # fmt: skip
    kept = {s.key for s in draft.statements}
    draft.claims[:] = [
        plain(c, speaker) if c.statement == meant.key else c
        for c in draft.claims
        if c.statement is None or c.statement in kept
    ]
    sentence = next((p.sentence for p in work.parts if p.sentence.holds(named)), note)
    name = draft.entities[speaker].name
    told = replace(work.free(f"{name} said: “{words}”"), about=(speaker,))
    work.right_at(sentence, told)
    if before:
        gone = next((r for r in meant.speakers), speaker)
        work.wrong(sentence, replace(work.free(f"{before} did not say: “{words}”"), about=(gone,)))


def plain(claim: Claim, speaker: Ref) -> Claim:
    """A claim of a statement that was read as another one's: who "we" are is not known any more."""
    if not SELF.search(claim.text):
        return claim
    return replace(claim, text=SELF.sub(r"\1", claim.text), subject=None, predicate=None, object=None, about=(speaker,))


def misquoted(work: Work, said: list[Statement], words: list[str]) -> None:
    """Take a statement out that the note gives in other words; those stand as the speaker's."""
    draft = work.draft
    meant = closest(work, said, words, LIKE) or only(said)
    if meant is None:
        return
    draft.statements[:] = [s for s in draft.statements if s.key != meant.key]
    work.take_back(lambda c: c.statement == meant.key)
    draft.claims[:] = [replace(c, statement=None) if c.statement == meant.key else c for c in draft.claims]
    told = next((p.sentence for p in work.parts if p.role != "right"), work.note.span)
    who = next((r for r in meant.speakers), None)
    name = draft.entities[who].name if who in draft.entities else "The speaker"
    words_ = draft.words(meant.content[0]).rstrip(",")
    denied = replace(work.free(f"{name} did not say: “{words_}”"), about=(who,) if who else work.about)
    work.wrong(told, denied)


def closest(work: Work, said: list[Statement], words: list[str], least: float) -> Statement | None:
    """The statement that is most like the words of the note."""
    rated = [(like(work.draft.words(s.content[0]), w), s.key, s) for s in said for w in words]
    best = max(rated, default=None, key=lambda r: (r[0], r[1]))
    return best[2] if best is not None and best[0] >= least else None


def spoken_of(work: Work, said: list[Statement], words: str) -> Statement | None:
    """The one statement that shares a word with what the note tells of it: "a quote about pensions"."""

    def stems(text: str) -> set[str]:
        return {w[:4] for w in LONG.findall(text.lower()) if w not in entries()["plain"]}

    wanted = stems(words)
    return only([s for s in said if wanted & stems(" ".join(map(work.draft.words, s.content)))])


def only(said: list[Statement]) -> Statement | None:
    return said[0] if len(said) == 1 else None


def like(one: str, other: str) -> float:
    """How like two quotations are, 0 to 1."""
    a, b = (re.sub(r"\W+", " ", t).strip().lower() for t in (one, other))
    if f" {b} " in f" {a} ":
        return 1.0
    return SequenceMatcher(None, a, b).ratio()
