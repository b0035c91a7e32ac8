"""Clause frames: say that S; “S,” X said; S, said X; S1, X said, S2; as X said, S."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import Verb, is_passive, lexicon_of_cues, particle
from kg.annotate.speech.ends import (
    LATER,
    apart,
    clause_end,
    goes_on,
    has_clause,
    relative_end,
    rest_end,
    resumed,
    was_read,
)
from kg.annotate.speech.parts import DENIALS, antecedent, make, pointing
from kg.annotate.speech.regions import OPENERS, View, behind, loose
from kg.annotate.speech.sources import QUOTING, Subject

if TYPE_CHECKING:
    from spacy.tokens import Token


CALLS = {"shout", "yell", "chant", "scream", "call", "cry", "sing", "roar", "holler", "whisper", "mutter"}
WHEN = {"when", "after", "as", "while", "before", "once"}
ENDS = {".", ";", "!", "?"}


def clause(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    if token.tag_ == "VBN" and is_passive(token) and who is not None and who.passive and verb.lemma != "say":
        return None
    if token.tag_ == "VBN" and not is_passive(token) and who is None:
        return None
    if verb.lemma in DENIALS and pointing(v, token.i + 1):
        return None
    extra = particle(token, verb.particle) if verb.particle else None
    start = (extra.i if extra is not None else token.i) + 1
    if token.dep_ == "csubj" and start < v.last and v.token(start).lower_ in ("is", "was"):
        start += 1  # "What the paper says is this: “...”"
    inverted = who is not None and who.first > token.i
    left = (
        min(who.first, token.i)
        if who is not None and who.first < token.i and near(v, who, token)
        else left_of(v, token)
    )
    if token.dep_ == "pcomp" and token.head.head.lemma_ in QUOTING and not inverted:
        left = max(min(left, _quoting(token.head.head)), v.first)
    fronted = before(v, left, token)
    if fronted is not None and who is not None and between(v, who, fronted, token):
        fronted = None  # "the secretary had “never once” called him"
    if inverted and who is not None:
        ahead = _announced(v, token, who) if fronted is None else None
        if ahead is not None:
            return make(v, token, verb, who, [ahead], "quote-behind")
        return around(v, token, verb, who, left, who.last)
    after = behind(v, start, token)
    if who is None and verb.lemma not in ("say", "read", "go") and token.tag_ != "VBG" and fronted is None:
        return None
    if fronted is not None and after is not None and _was_asked(v):
        fronted = None  # "Asked if he had called them “thugs,” Coyle said: “I did not.”"
    if token.tag_ == "VBG" and after is not None and after[0] == "quote":
        fronted = None  # “...,” Ruiz said, adding: “...”
    if verb.lemma in ("read", "show") and after is not None and after[0] == "quote" and was_read(v, who, after[1]):
        return None
    if after is not None and after[0] == "quote" and v.token(after[1] - 1).text == "," and _has_object(token):
        return None  # "the letters, which she showed to a reporter, “say nothing”"
    if as_said(v, left):
        return _as_said(v, token, verb, who, start)
    strong = after is not None and (after[0] in ("that", "quote", "colon") or (after[0] == "clause" and not verb.weak))
    parted = _parted(v, token, fronted, after, left)
    if parted is not None and after is not None:
        return make(v, token, verb, who, [parted, (after[1], clause_end(v, token, after[1]))], "parted")
    if fronted is not None and _held_before(v, fronted, after, left):
        return around(v, token, verb, who, left, token.i)
    if strong and after is not None:
        end = clause_end(v, token, after[1])
        on_sign = who is not None and who.head.lemma_.lower() in lexicon_of_cues().signs
        if (opening := v.opening(after[1])) is not None and (on_sign or verb.lemma in CALLS):
            end = opening[1] if _shouted_at(v, opening[1] + 1) else end
        return make(v, token, verb, who, apart(v, after[1], end), f"{after[0]}-behind")
    if fronted is not None and (fronted[0] == "quote" or (who is not None and not verb.weak)):
        return around(v, token, verb, who, left, token.i)
    return None


def between(v: View, who: Subject, fronted: tuple[str, int], token: Token) -> bool:
    """Whether quoted words stand between a subject and its verb, so that they are of the clause or of an aside."""
    closed = v.closing(fronted[1])
    return closed is not None and who.last < closed[0] and who.head.head.i == token.i


def _has_object(token: Token) -> bool:
    """Whether the verb of a relative clause has "which" for its object."""
    return token.dep_ == "relcl" and any(c.tag_ == "WDT" and c.dep_ in ("dobj", "pobj") for c in token.lefts)


def _was_asked(v: View) -> bool:
    """Whether the unit opens by telling what the speaker was asked."""
    first = v.first + (v.token(v.first).lower_ == "when")
    return v.token(first).lower_ in ("asked", "pressed", "questioned")


def _quoting(verb: Token) -> int:
    """First token of an attribution by a paper: "the Courier quoted Mey as saying", "Mey was quoted as saying"."""
    return min((c.left_edge.i for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), default=verb.i)


def _shouted_at(v: View, i: int) -> bool:
    """Whether the words behind a quotation tell where or when it was shouted: “shame” at the owner."""
    return i <= v.last and v.token(i).pos_ in ("ADP", "SCONJ") and v.around(i) is None


def _announced(v: View, token: Token, who: Subject) -> tuple[int, int] | None:
    """The quotation behind the colon of an attribution that opens its sentence: "Said one driver: “...”"."""
    if token.i > v.first:
        return None
    for j in range(who.last + 1, v.last):
        if v.token(j).text == ":" and (opening := v.opening(j + 1)) is not None:
            return j + 1, opening[1]
        if v.token(j).text in ENDS or v.around(j) is not None:
            return None
    return None


def _parted(
    v: View, token: Token, fronted: tuple[str, int] | None, after: tuple[str, int] | None, left: int
) -> tuple[int, int] | None:
    """The first half of a clause that an attribution parts before its "that": "There was “a sign”, she said, that S".

    A full quotation before it is a statement of its own.
    """
    if fronted is None or after is None or after[0] != "that" or v.token(min(token.i + 1, v.last)).text != ",":
        return None
    start = _start(v, left)
    opened = v.closing(fronted[1])
    if start >= fronted[1] or v.token(start).text in OPENERS or (opened is not None and opened[0] <= start):
        return None
    return (start, fronted[1]) if has_clause(v, start, fronted[1]) else None


def _held_before(v: View, fronted: tuple[str, int], after: tuple[str, int] | None, left: int) -> bool:
    """Whether what stands before an attribution is its content, though something may follow it too.

    “S1,” X said, “S2”: the quotation behind goes on, unless what stands before is only an adjunct.
    """
    if after is not None and after[0] == "quote":
        return fronted[0] == "quote" or _interrupts(v, fronted[1], left, after[1])
    if fronted[0] != "quote":
        return False
    return after is None or (after[0] == "clause" and not _own_subject(v, after[1]))


def near(v: View, who: Subject, token: Token) -> bool:
    """Whether the source stands in the clause of its cue, no quotation between."""
    return not any(who.last < r[0] and r[1] < token.i and r[2].speech for r in v.ranges) and who.first <= token.i


def left_of(v: View, token: Token) -> int:
    """First token of a cue without a near source: the verb with its auxiliaries and adverbs."""
    left = token.i
    while left - 1 >= v.first and v.token(left - 1).pos_ in ("AUX", "ADV", "PART") and v.around(left - 1) is None:
        left -= 1
    return left


def before(v: View, left: int, token: Token) -> tuple[str, int] | None:
    """What stands before an attribution: ("quote" | "comma", last token of it), or None."""
    j = left - 1
    if j < v.first:
        return None
    if v.token(j).text in (",", "—", "–", "-", "--") and j - 1 >= v.first:
        if v.closing(j - 1):
            return "quote", j - 1
        return "comma", j - 1
    if v.closing(j):
        return "quote", j
    return None


def _own_subject(v: View, i: int) -> bool:
    return any(v.token(j).dep_ in ("nsubj", "nsubjpass") for j in range(i, min(i + 6, v.last + 1)))


def _interrupts(v: View, end: int, left: int, quote: int) -> bool:
    """Whether the words before an attribution are the beginning of what the quotation behind it goes on with."""
    opening = v.opening(quote)
    if opening is None or opening[2].inner.of(v.draft.text)[0].isupper():
        return False
    first = v.token(_start(v, left))
    return first.pos_ in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ") and not has_clause(v, first.i, end)


def _start(v: View, left: int) -> int:
    """First token of content that stands before an attribution: behind the attribution before it in the unit."""
    start = v.first
    for cue in v.cues:
        if cue >= left:
            break
        token = v.token(cue)
        # an attribution of its own stands there; content begins behind the comma or mark that ends it
        apart = any(cue < r[0] < left for r in v.ranges) or token.dep_ in ("ccomp", "ROOT", "conj", "parataxis")
        if apart and _outer(v, cue, left):
            start = cue + 1
    if start == v.first:
        return _strip(v, start, left)
    while start < left and v.opening(start) is None and v.token(start).text not in (",", ";"):
        start += 1
    return _strip(v, start, left)


def _outer(v: View, cue: int, left: int) -> bool:
    """Whether a cue before an attribution has content of its own there, so that the two do not share it."""
    fronted = any(r[1] < cue for r in v.ranges)
    after = next((r for r in v.ranges if cue < r[0] < left), None)
    return fronted and after is not None


def _strip(v: View, start: int, left: int) -> int:
    while start < left and v.opening(start) is None and (v.token(start).is_punct or v.token(start).is_space):
        start += 1
    if start > v.first:
        while start < left and v.token(start).pos_ == "CCONJ":
            start += 1
    return start


def around(v: View, token: Token, verb: Verb, who: Subject | None, left: int, last: int) -> Act | None:
    """Content before an attribution, and what goes on behind it.

    Args:
        left, last: first and last token of the attribution (source and cue).
    """
    left = min(left, token.i)
    start = _start(v, left)
    stops = (j for j in range(left - 1, start, -1) if v.token(j).text == ";" and v.around(j) is None)
    start = next(stops, start - 1) + 1
    end = left - 1
    while end > start and v.closing(end) is None and loose(v.token(end)):
        end -= 1
    if end < start or left <= v.first:
        return None
    quoted = v.closing(end) is not None
    start = _alone(v, start, end) if quoted else start
    content = [(start, end)]
    if not quoted and v.token(end).tag_ in ("WP", "WDT") and who is not None and last < v.last:
        # "three workers who, the board alleges, were dismissed": that clause alone
        relative = (last + 2, relative_end(v, last + 2))
        return make(v, token, verb, who, [(antecedent(v, end), end), relative], "relative")
    if not quoted:
        opening = v.token(start)
        if all(t.ent_type_ in ("DATE", "TIME") for t in v.doc[start : end + 1]) and v.token(end + 1).text == ",":
            return None  # "A week later, she told an inspector."
        if opening.lower_ in WHEN and last < v.last:
            if v.token(last + 1).lower_ in ("yes", "no", "nothing"):
                return None  # "When Hale asked whether she had read it, she said yes."
            if (parted := _interrupted(v, token, verb, who, (start, end), last)) is not None:
                return parted
        adjunct = opening.pos_ in ("ADP", "SCONJ") or opening.tag_ in ("VBG", "VBN")
        adjunct = adjunct and opening.dep_ not in ("nsubj", "nsubjpass")  # "That, said Ruiz, was ..."
        if not has_clause(v, start, end) and adjunct:
            return _interrupted(v, token, verb, who, (start, end), last)
    if not quoted and v.token(end).pos_ in ("SCONJ", "ADP", "CCONJ") and v.token(end).dep_ != "prt" and end > start:
        rest = _rest(v, last, False, False)
        return make(v, token, verb, who, [rest], "inside") if rest else None
    whole = quoted and v.opening(start) is not None
    rest = _rest(v, last, quoted or has_clause(v, start, end), whole)
    if rest is None and not quoted and who is not None and who.last < token.i:
        rest = _afterthought(v, last)
    act = make(v, token, verb, who, content + ([rest] if rest else []), "around" if rest else "before")
    act.before = True
    return act


def _afterthought(v: View, last: int) -> tuple[int, int] | None:
    """A phrase behind "S, X said," to the end of the sentence: "S, she said, one of them at our request"."""
    i = last + 2
    if i > v.last or v.token(last + 1).text != ",":
        return None
    first = v.token(i)
    aside = first.tag_ in ("VBG", "VBN") or first.pos_ in ("CCONJ", "SCONJ", "PRON") or first.tag_ in ("WP", "WDT")
    if aside or v.carrier(i) or v.timed(i) is not None or first.lower_ in ("according", "in", "at", "on", "as", "when"):
        return None
    end = rest_end(v, i, False)
    if end < i or any(i <= c <= v.last for c in v.cues) or any(v.around(j) for j in range(i, end + 1)):
        return None
    return (i, end) if v.token(min(end + 1, v.last)).text in ENDS or end == v.last else None


def _interrupted(
    v: View, token: Token, verb: Verb, who: Subject | None, opening: tuple[int, int], last: int
) -> Act | None:
    """An adjunct, its attribution between commas, and the clause that it opens: "If they refuse, Vega warned, S".

    A paper or a past day in front is no part of what is said ("In a letter, Vega said, S").
    """
    if who is None or last >= v.last or v.token(last + 1).text != "," or not _own_subject(v, last + 2):
        return None
    rest = (last + 2, rest_end(v, last + 2, False))
    if rest[1] < rest[0] or not has_clause(v, *rest):
        return None
    spoken = v.carrier(opening[0])
    act = make(v, token, verb, who, [rest] if spoken else [opening, rest], "interrupted")
    act.before = True
    return act


def _alone(v: View, start: int, end: int) -> int:
    """Start of content that ends in a quotation: the quotation alone where a full one stands by itself."""
    closing = v.closing(end)
    if closing is None:
        return start
    first = closing[0]
    if first > start and (v.token(first - 1).text in (".", ":", "!", "?") or v.closing(first - 1) is not None):
        return first
    return start


def _rest(v: View, last: int, complete: bool, whole: bool) -> tuple[int, int] | None:
    """Content that goes on behind an attribution: a quotation behind a comma, or the clause that it interrupted.

    What "and" adds to a `whole` quotation is told by the story: "“It is over,” Ruiz said, and walked out".
    """
    if whole and (later := resumed(v, last)) is not None:
        return later
    i = last + 1
    while i <= v.last and v.token(i).text not in (",", ":", "—", "–") and v.opening(i) is None:
        if v.token(i).text in ENDS or i in v.cues:
            return None
        i += 1
    # asides of the source: ", a nurse at the clinic,"
    while i < v.last:
        if i in v.cues and v.token(i).tag_ in ("VBD", "VBZ", "VBG") and (v.opening(i + 1) or v.opening(i + 2)):
            return None  # "a sign that read “...”", ", adding: “...”" stands there
        if v.opening(i) or v.opening(i + 1):
            opening = v.opening(i) or v.opening(i + 1)
            assert opening is not None
            if opening[2].speech or not complete:
                return opening[0], rest_end(v, opening[0], complete)
        if v.lists.lower[i + 1 : i + 3] in (["when", "asked"], ["when", "pressed"]):
            return None
        if whole and v.token(i + 1).lower_ in LATER:
            return None
        if whole and v.token(i + 1).pos_ == "CCONJ" and i + 2 <= v.last and v.token(i + 2).lower_ != "that":
            opening = v.opening(i + 2)
            return (opening[0], rest_end(v, opening[0], complete)) if opening is not None else None
        if v.token(i).text in (",", "—", "–") and goes_on(v, i + 1, v.last):
            return i + 1, rest_end(v, i + 1, complete)
        if v.token(i).text in (",",) and not complete and i == last + 1:
            return i + 1, rest_end(v, i + 1, complete)
        if not complete and v.token(i).text == ",":
            return i + 1, rest_end(v, i + 1, complete)
        if i > last and i in v.cues:
            return None
        i += 1
        if v.token(i).text in ENDS:
            return None
        told = any(v.token(j).tag_ in ("VBD", "VBZ", "MD") for j in range(last + 1, i))
        if complete and v.token(i).lower_ == "because" and not told:
            return i, rest_end(v, i, complete)
    return None


def as_said(v: View, left: int) -> bool:
    return left - 1 >= v.first and v.token(left - 1).lower_ == "as"


def _as_said(v: View, token: Token, verb: Verb, who: Subject | None, start: int) -> Act | None:
    """ "As X said, S"."""
    for j in range(start, min(start + 8, v.last)):
        if v.token(j).text == ",":
            if v.first >= (who.first if who else token.i) - 1:
                return make(v, token, verb, who, [(j + 1, clause_end(v, token, j + 1))], "as-said")
            return None
    return None
