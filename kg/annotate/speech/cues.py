"""The cue lexicon (kg/lexicon/cues.yaml) and the cue words of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.annotate.lexicons import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.base import Draft
    from kg.annotate.view import View
    from kg.model import Span

# forms that are cues whatever the tagger made of them
SURE = {"said": "say", "says": "say", "told": "tell", "added": "add", "wrote": "write"}
AFTER_MODAL = {
    "would",
    "could",
    "might",
    "may",
    "should",
    "must",
    "can",
    "ca",
    "will",
    "wo",
    "shall",
    "’d",
    "'d",
    "’ll",
    "'ll",
}
QUOTES = {"“", "”", '"', "‘", "''", "``", "»"}
UNREAL = {"if", "unless", "whether"}
# verbs that take a verb of speech along: "went on to say", "continued to insist"
CARRIERS = {"go", "continue", "proceed", "rush", "move", "stand"}
HABITS = {"like", "love", "use"}  # "likes to say"
# what one does in order to speak, and does: "came up from London to say"
ARRIVALS = {"come", "ring", "phone", "call", "write", "appear", "emerge", "return", "rise", "step", "stop"}
NOBODY = re.compile(r"(?:none|neither|nobody|no)\b(?!\.)", re.I)
DENIALS = {"deny", "dispute"}
REFUSALS = {"decline", "refuse", "fail", "stop", "neglect"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue verb: frames that it takes, with the particle or preposition it needs, if any."""

    lemma: str
    frames: frozenset[str]
    particle: str | None = None
    weak: bool = False
    inside: bool = False
    polarity: str = "neutral"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The verbs by lemma, the nouns of saying, the verbless phrases, the signs, the words for the story's outlet, the
    gestures that go before speech, the nouns for words that have an owner."""

    verbs: dict[str, tuple[Verb, ...]]
    nouns: frozenset[str]
    phrases: tuple[str, ...]
    signs: frozenset[str]
    selves: frozenset[str]
    labels: frozenset[str]
    gestures: frozenset[str]
    messages: frozenset[str]


@cache
def lexicon_of_cues() -> Lexicon:
    """The lexicon, loaded once."""
    raw: dict[str, list[dict[str, Any]]] = load_lexicon("cues.yaml")
    verbs: dict[str, list[Verb]] = defaultdict(list)
    for e in raw["verbs"]:
        verb = Verb(
            e["lemma"],
            frozenset(e["frames"]),
            e.get("particle"),
            e.get("weak", False),
            e.get("inside", False),
            e["polarity"],
        )
        verbs[verb.lemma].append(verb)
    ordered = {k: tuple(sorted(v, key=lambda x: x.particle is None)) for k, v in verbs.items()}
    parts = ("nouns", "signs", "selves", "labels", "gestures", "messages")
    nouns, *others = (frozenset(e["lemma"] for e in raw[key]) for key in parts)
    return Lexicon(ordered, nouns, tuple(e["words"] for e in raw["phrases"]), *others)


@cache
def asides() -> re.Pattern[str]:
    """What the story itself adds behind a comma to what somebody said: "..., who has not commented"."""
    raw: list[dict[str, str]] = load_lexicon("cues.yaml")["asides"]
    return re.compile("|".join(f"(?:{e['pattern']})" for e in raw))


def verb_at(token: Token) -> Verb | None:
    """The cue verb that stands at the token; particle verbs ("call on") before bare ones."""
    lemma = SURE.get(token.lower_)
    if lemma is None and token.pos_ in ("NOUN", "PROPN") and _before_that(token):
        lemma = token.lemma_.lower()
    if lemma is None and token.lower_ == "reading" and token.i and token.nbor(-1).lower_ in lexicon_of_cues().signs:
        lemma = "read"  # "held a sign reading, “...”", two nouns to the parser
    if lemma is None:
        if token.pos_ not in ("VERB", "AUX"):
            return None
        lemma = token.lemma_.lower()
    if lemma == "count" and token.tag_ not in ("VBD", "VBZ"):
        return None  # who is counting says no number yet
    if lemma == "go" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "by":
        return None  # "a loader who goes by “Shorty”"
    for verb in lexicon_of_cues().verbs.get(lemma, ()):
        if verb.particle is None or particle(token, verb.particle) is not None:
            return verb
    return None


def possible(lists: View, i: int) -> bool:
    """Whether a cue verb can stand at the token at all; the tests of `verb_at` come after."""
    pos, word = lists.pos[i], lists.lower[i]
    if pos in ("VERB", "AUX") or word in SURE or word == "reading":
        return True
    if pos not in ("NOUN", "PROPN") or word[-1] != "s" or i + 1 >= lists.size:
        return False
    return lists.lower[i + 1] == "that" or lists.tag[i + 1] == "MD"


def _before_that(token: Token) -> bool:
    """Whether a verb in -s that the tagger took for a noun stands before its clause ("the local alleges that")."""
    doc = token.doc
    if not token.lower_.endswith("s") or token.i == 0 or token.i + 1 >= len(doc):
        return False
    # "which the union estimates will cost it", the verb read as a plural noun
    which = doc[token.i + 1].tag_ == "MD" and any(t.tag_ == "WDT" for t in doc[max(token.i - 4, 0) : token.i])
    if doc[token.i + 1].lower_ != "that" and not which:
        return False
    before = doc[token.i - 1]
    verbs = lexicon_of_cues().verbs.get(token.lemma_.lower(), ())
    nouns = lexicon_of_cues().nouns
    return (
        any("clause" in v.frames for v in verbs)
        and token.lemma_.lower() not in nouns
        and before.pos_ not in ("DET", "ADP", "VERB")
        and before.lower_ not in ("'s", "’s")
    )


def particle(token: Token, word: str) -> Token | None:
    """The particle of a verb right behind it, or after a short object ("appealed on Monday to")."""
    doc = token.doc
    for i in range(token.i + 1, min(token.i + 4, len(doc))):
        if doc[i].lower_ == word:
            named = doc[i].head.pos_ == "PROPN" and i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN"
            return None if named else doc[i]  # "warned Chamber of Commerce director Li Roe"
        if doc[i].pos_ not in ("ADV", "PRON") and i > token.i + 1:
            break
        if doc[i].pos_ not in ("ADV", "PROPN", "ADP", "PRON"):
            break
    return None


def word_before(token: Token) -> str:
    """The word before a token, in lower case."""
    return token.doc[token.i - 1].lower_ if token.i else ""


def _helpers(token: Token) -> list[Token]:
    """What hangs on a verb from the left, without what the parser took from a quotation before it."""
    found = list(token.lefts)
    if not found:
        return found
    marks = [t.i for t in token.doc[token.left_edge.i : token.i] if t.text in QUOTES]
    return [c for c in found if c.i > marks[-1]] if marks else found


def negated(token: Token) -> bool:
    return _negative(_helpers(token))


def _negative(helpers: list[Token]) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("n't", "n’t", "not", "never") for c in helpers)


def unreal(token: Token) -> bool:
    """Whether the speaking did not happen: negated, refused, hypothetical, future or a question put by nobody."""
    helpers = _helpers(token)
    if _negative(helpers) or _unsaid(token) or denied(token) or word_before(token) in ("neither", "nor"):
        return True
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    for c in helpers:
        # "would say only that": said, and no more
        modal = c.dep_ in ("aux", "auxpass") and c.lower_ in AFTER_MODAL
        if modal and "only" not in (after.lower_, word_before(token)):
            return True
        if c.dep_ == "mark" and c.lower_ in UNREAL:
            return True
    has_to = any(c.dep_ == "aux" and c.lower_ == "to" for c in helpers)
    if has_to:
        head = token.head
        if token.dep_ == "advcl" and head.lemma_.lower() in ARRIVALS and head.tag_ in ("VBD", "VBZ"):
            return negated(head)
        wont = head.lemma_.lower() not in CARRIERS and (
            head.lemma_.lower() not in HABITS or any(c.tag_ == "MD" for c in head.lefts)
        )
        return token.dep_ != "xcomp" or wont or negated(head)
    return False


def denied(token: Token) -> bool:
    """Whether somebody denies it or refuses to: "denied that he had said", "refused to say"."""
    over = token.head.lemma_.lower()
    return (token.dep_ in ("ccomp", "xcomp") and over in DENIALS) or (token.dep_ == "xcomp" and over in REFUSALS)


def _unsaid(token: Token) -> bool:
    """Whether a form in -ing is said not to be said: "stopped short of saying", "left without saying"."""
    before = word_before(token)
    two = token.doc[token.i - 2].lower_ if token.i > 1 else ""
    return token.tag_ == "VBG" and (before == "without" or (before == "of" and two in ("short", "instead")))


def of_nobody(draft: Draft, source: Span) -> bool:
    """Whether a source says that nobody spoke: "none of the nurses said", "neither Ann Roy nor Bo Li said"; or asks who
    did: "Who said unions were dead?"."""
    sentence = draft.sentence(source.start)
    asks = draft.words(source).lower() == "who" and sentence.start_char == source.start and "?" in sentence.text
    return asks or NOBODY.match(draft.words(source)) is not None


def is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and any(
        c.dep_ in ("nsubjpass", "auxpass")
        or (c.lower_ in ("was", "were", "is", "are", "been", "being", "be") and c.i < token.i)
        for c in token.lefts
    )
