"""The words of praise and blame: kg/lexicon/stance.yaml, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index

if TYPE_CHECKING:
    from spacy.tokens import Token

ISSUE = "(?=ISSUE)"
OPEN_ENDS = (ISSUE, r"(?=\w)")  # such a wording goes on into its object
LONGEST = 5  # words of the longest noun phrase of the lexicon


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording with its stance. `role` says where the target stands: subject of the wording, or object after it;
    `issue` that the object must be an issue."""

    value: str
    role: str
    expression: re.Pattern[str]
    issue: bool
    example: str


@dataclass(frozen=True, slots=True)
class Words:
    """Value of each cue lemma, adjective and noun; nouns of several words; the words without one of which nothing is
    praised or blamed by them; the wordings, and what finds them."""

    cues: dict[str, str]
    adjectives: dict[str, str]
    nouns: dict[str, str]
    joined: tuple[tuple[str, str], ...]
    signs: frozenset[str]
    phrases: tuple[Phrase, ...]
    index: Index


@cache
def data() -> dict[str, Any]:
    """The lexicon as it is written."""
    parsed: dict[str, Any] = load_lexicon("stance.yaml")
    return parsed


@cache
def load() -> Words:
    """The lexicon, ready for use."""
    tables = {
        part: {word: value for value, item in data()[part].items() for word in item["words"]}
        for part in ("cues", "adjectives", "nouns")
    }
    phrases = []
    for part, role in (("predicates", "subject"), ("relations", "object")):
        for value, items in data()[part].items():
            for item in items:
                words = item["words"]
                end = "" if words.endswith(OPEN_ENDS) else r"(?![\w-])"
                expression = re.compile(rf"(?<![\w-])(?:{words.replace(ISSUE, '')}){end}", re.IGNORECASE)
                phrases.append(Phrase(value, role, expression, ISSUE in words, item["example"]))
    cues, adjectives, nouns = tables["cues"], tables["adjectives"], tables["nouns"]
    signs = {w for word in (*adjectives, *nouns) for w in (word, *(word.split() if " " in word else ()))}
    signs |= {word[i + 1 :] for word in (*adjectives, *nouns) for i, mark in enumerate(word) if mark == "-"}
    return Words(
        cues=cues,
        adjectives=adjectives,
        nouns=nouns,
        joined=tuple((phrase, value) for phrase, value in nouns.items() if " " in phrase),
        signs=frozenset(signs),
        phrases=tuple(phrases),
        index=Index([p.expression for p in phrases]),
    )


def evaluates(token: Token) -> str | None:
    """The stance that an adjective or noun carries by itself, or None."""
    words = load()
    if token.i > 1 and token.nbor(-1).text == "-":  # "hard-won", which the tokenizer takes apart
        whole = f"{token.nbor(-2).lower_}-{token.lower_}"
        return words.adjectives.get(whole) or words.nouns.get(whole)
    if token.pos_ in {"ADJ", "VERB", "ADV"}:
        graded = words.adjectives.get(token.lemma_.lower()) if token.tag_ in {"JJR", "JJS"} else None
        return words.adjectives.get(token.lower_) or graded
    if token.pos_ in {"NOUN", "PROPN"}:
        before = token.nbor(-1).lower_ if token.i > 0 else ""
        after = " ".join(t.lower_ for t in token.doc[token.i : token.i + LONGEST])
        for phrase, value in words.joined:  # "slap in the face", "love letter"
            if after.startswith(phrase) or phrase == f"{before} {token.lemma_.lower()}":
                return value
        return (
            words.nouns.get(token.lemma_.lower()) or words.nouns.get(token.lower_) or words.adjectives.get(token.lower_)
        )
    return None


def opposite(value: str) -> str:
    """Supports for Criticizes and the reverse."""
    return {"Supports": "Criticizes", "Criticizes": "Supports"}.get(value, value)
