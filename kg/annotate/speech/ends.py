"""Where content ends: at the end of its sentence, before what is coordinated with the cue or attributed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.coordination import conjunction, outer
from kg.annotate.speech.cues import asides, is_passive
from kg.annotate.speech.regions import FINITE, KEPT, View, loose

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.base import Quote
    from kg.annotate.speech.sources import Subject

SUBORDINATE = {"because", "although", "though", "unless", "until", "if", "when", "since", "so"}
RELATIVE = {"that", "which", "who"}
CONTRASTS = {"though", "although", "but"}  # behind a dash, with a cue: another statement
LATER = {"though", "although", "when", "until", "since", "as", "while"}
APART = (";", "—", "–", "--")


def clause_end(v: View, verb: Token, start: int) -> int:
    """Last token of content that starts behind a cue: to the end of its sentence, but not into what is coordinated
    with the cue itself, nor into the next attribution."""
    limit = v.last
    held = v.around(start)
    if held is not None and held[0] == start and _stops(v, held) and chain(v, held[1]) == held[1]:
        return held[1]
    if held is not None and held[0] == start and chain(v, held[1]) > held[1]:
        end = chain(v, held[1])
        if end == v.last or v.token(end + 1).text in (".", ","):
            return end
    if held is not None and held[0] == start and held[1] + 1 <= v.last and v.token(held[1] + 1).text in ".":
        return held[1]
    relative = verb.i > v.first and v.token(verb.i - 1).lower_ in RELATIVE and v.token(start - 1).lower_ != "that"
    if held is not None and held[0] == start and relative:
        after = v.token(min(held[1] + 1, v.last))
        if after.tag_ in FINITE and after.i > held[1]:
            return held[1]  # "a post by Ann Roy that said “Go” was shared"
    if verb.dep_ in ("relcl", "advcl", "acl") and verb.right_edge.i > start:
        limit = min(limit, _out_of(v, verb.right_edge.i))
    for child in verb.rights:
        if child.i <= start or child.left_edge.i <= start:
            continue
        if child.dep_ == "cc":
            conj = next((c for c in verb.rights if c.dep_ == "conj" and c.i > child.i and not _modifier(c)), None)
            if v.token(child.i + 1).lower_ == "that":
                continue  # a second clause of the same content
            if conj is None or (_alike(verb, conj) and not _quoted_on(v, conj, start)):
                limit = min(limit, child.i - 1)
        elif (child.dep_ == "conj" and _alike(verb, child) and not _quoted_on(v, child, start)) or (
            child.dep_ == "advcl" and child.tag_ == "VBG" and v.token(child.left_edge.i - 1).text == ","
        ):
            limit = min(limit, child.left_edge.i - 1)
    for cue in v.cues:
        if start < cue <= limit:
            limit = min(limit, _cut_at(v, cue, start, limit))
    limit = min(limit, _behind_quotation(v, start, limit))
    texts, aside = v.lists.text, asides()
    for j in range(start, limit):
        if texts[j] == "," and v.around(j) is None and aside.match(v.draft.text, v.lists.start[j + 1]):
            limit = j - 1
            break
        if texts[j] not in APART or v.around(j) is not None:
            continue
        contrasts = v.lists.lower[j + 1] in CONTRASTS and any(j < c <= limit for c in v.cues)
        if texts[j] == ";" or contrasts or _taken_up(v, j, limit):
            limit = j - 1
            break
    return _tidy(v, start, limit)


def _taken_up(v: View, dash: int, limit: int) -> bool:
    """Whether the noun behind a dash takes up the content for another's words: "S — a figure Mr Cole called false"."""
    if dash + 2 > limit:
        return False
    return any(
        v.token(c).dep_ == "relcl" and dash < v.token(c).head.i < c and v.token(c).head.i - dash <= 4
        for c in v.cues
        if dash < c <= limit
    )


def _stops(v: View, held: tuple[int, int, Quote]) -> bool:
    """Whether a quotation ends its sentence, so that what follows is of the cue (“Get a job!” as he passed)."""
    words = held[2].inner.of(v.draft.text)
    return words[-1] in "!?." and words[0].isupper() and held[1] < v.last


def _behind_quotation(v: View, start: int, limit: int) -> int:
    """Last token of content before a verb without a subject that follows a quotation: “...,” and thanked the mayor."""
    for r in v.ranges:
        if not start < r[1] < limit - 1 or v.token(r[1] + 1).lower_ not in ("and", "but"):
            continue
        verb = v.token(r[1] + 2)
        comma = r[2].inner.of(v.draft.text)[-1] == ","
        if verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBZ") and (comma or verb.i in v.cues):
            return r[1]
    return limit


def chain(v: View, end: int) -> int:
    """The end of quotations joined by "and" from the one that ends at the token."""
    while end + 2 <= v.last:
        behind = end + 1 + (v.token(end + 1).lower_ in ("a", "an", "the"))
        if v.token(end - 1).text == "," and (nxt := v.opening(behind)) is not None:
            end = nxt[1]  # a “trick,” a “slap,” “bad math”
            continue
        if v.token(end + 1).lower_ not in ("and", "or", ","):
            break
        nxt = v.opening(end + 2) or (
            v.opening(end + 3) if end + 3 <= v.last and v.token(end + 2).lower_ in ("a", "an", "the", "and") else None
        )
        if nxt is None and v.token(end + 2).text == ",":  # “slow” and, at times, “a farce”
            comma = next((j for j in range(end + 3, min(end + 8, v.last)) if v.token(j).text == ","), None)
            nxt = v.opening(comma + 1) if comma is not None else None
        if nxt is None:
            break
        end = nxt[1]
    return end


def chain_of_objects(v: View, end: int) -> int:
    """The same, where each quotation has an object of its own: "called the count “fair” and the turnout “a record”"."""
    end = chain(v, end)
    first = end + 1 + (end < v.last and v.token(end + 1).text == ",")
    behind = next((r for r in v.ranges if r[0] > end), None)
    if behind is None or v.token(min(first, v.last)).lower_ != "and" or not 1 < behind[0] - first <= 8:
        return end
    between = v.doc[first + 1 : behind[0]]
    if any(t.pos_ in ("VERB", "AUX") or t.i in v.cues or (t.is_punct and t.text != ",") for t in between):
        return end
    return behind[1] if between[0].pos_ in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM") else end


def _alike(verb: Token, conj: Token) -> bool:
    """Whether a verb can be coordinated with the cue: finite like it, or with a subject of its own."""
    if conj.pos_ not in ("VERB", "AUX") or _modifier(conj):
        return False
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in conj.lefts):
        return False
    finite = verb.tag_ in ("VBD", "VBZ", "VBP")
    if {verb.tag_, conj.tag_} == {"VBD", "VBZ"} and not any(c.dep_ in ("nsubj", "aux") for c in conj.lefts):
        return False  # "says they ran kitchens, wrote leaflets": of another time than the cue
    return not finite or conj.tag_ != "VB" or any(c.dep_ in ("nsubj", "aux") for c in conj.lefts)


def _quoted_on(v: View, conj: Token, start: int) -> bool:
    """Whether what the parser joined to the cue goes on with quoted words of the same content: “it was “sad” but would
    “press on””."""
    first, last = conj.left_edge.i, conj.right_edge.i
    before = any(start <= r[0] and r[1] < first for r in v.ranges)
    behind = any(first <= r[0] <= last for r in v.ranges)
    planned = any(c.tag_ == "MD" for c in conj.lefts)
    return before and behind and planned and not any(first <= c <= last for c in v.cues)


def _modifier(verb: Token) -> bool:
    """Whether a participle before its noun in a list was read as a verb: "asks for a floor, paid breaks and rest"."""
    if verb.tag_ not in ("VBN", "VBD") or any(verb.lefts) or verb.i + 1 >= len(verb.doc):
        return False
    after = verb.nbor()
    return verb.nbor(-1).text in (",", "and") and after.tag_ in ("NN", "NNS") and after.head.i == verb.i


def _out_of(v: View, i: int) -> int:
    held = v.around(i)
    return held[1] if held is not None else i


def _cut_at(v: View, cue: int, start: int, limit: int) -> int:
    """Last token of content before another cue that is not part of it: ", adding that", ", and Wechsler said"."""
    token = v.token(cue)
    before = v.token(cue - 1)
    if token.dep_ == "relcl" and any(
        v.token(j).text == "," and v.token(j - 1).tag_ in ("WP", "WDT") for j in range(max(start + 1, cue - 8), cue)
    ):
        return limit  # "three clerks who, the board alleges, were fired"
    joined = conjunction(v, cue)
    if joined is not None and joined - 1 >= start and outer(v, cue) is not None:
        return joined - 1
    if token.tag_ == "VBG" and v.closing(cue - 1) is not None:
        return cue - 1
    if token.tag_ == "VBG" and before.text == "," and cue - 2 >= start:
        return cue - 2
    if token.tag_ == "VBG" and before.pos_ == "ADV" and v.token(cue - 2).text == ",":
        return cue - 3
    if v.token(v.first).lower_ in ("while", "although", "though", "as", "after"):
        for j in range(cue - 1, max(start, cue - 10), -1):
            if v.closing(j) is not None or v.token(j).text == ",":
                if _looks_like_source(v, j + 1, cue):
                    return j
                break
    if before.text == "," and cue - 2 >= start and token.tag_ in ("VBD", "VBZ") and _names_speaker(v, cue):
        return cue - 2
    ends = cue == v.last or v.token(cue + 1).text in (".", ",", ";")
    if ends and not is_passive(token):
        comma = next((j for j in range(cue - 1, max(start, cue - 12), -1) if v.token(j).text == ","), None)
        if comma is not None and comma + 1 < cue and _looks_like_source(v, comma + 1, cue):
            return comma - 1
    j = cue - 1
    steps = 0
    while j > start and steps < 14:
        if v.around(j) is not None:
            break
        if v.token(j).pos_ == "CCONJ" or v.token(j).lower_ == "while":
            comma = v.token(j - 1).text in (",", "—", "–") or v.closing(j - 1) is not None
            inside = token.dep_ == "conj" and start < token.head.i < cue and outer(v, cue) is None
            bare = steps == 0 and token.tag_ in ("VBD", "VBZ") and not is_passive(token) and not inside
            source = comma and steps > 0 and _looks_like_source(v, j + 1, cue)
            if bare or source:
                return j - 1
            break
        j -= 1
        steps += 1
    return limit


def _names_speaker(v: View, cue: int) -> bool:
    """Whether a verb of saying stands before its subject there, to the next comma or the end: ", said Colin Abt"."""
    if "clause" not in v.verbs[cue].frames:
        return False
    end = next((j for j in range(cue + 1, v.last + 1) if v.token(j).text in (",", ".", ";")), v.last + 1)
    named = any(
        m.kind == "name" and m.span.start >= v.token(cue).idx
        for m in v.draft.mentions_within(v.draft.span(cue, max(cue, end - 1)))
    )
    return cue + 1 < end and named and _looks_like_source(v, cue + 1, end)


def _looks_like_source(v: View, first: int, cue: int) -> bool:
    """Whether the tokens up to a cue are one noun phrase and its adverbs."""
    return all(
        t.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "ADV", "PART", "ADP", "AUX", "NUM") or t.is_punct
        for t in v.doc[first:cue]
    ) and any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in v.doc[first:cue])


def _tidy(v: View, start: int, end: int) -> int:
    """The end without commas, stops and conjunctions."""
    while end > start:
        token = v.token(end)
        if v.closing(end) or (v.around(end) and not v.closing(end)):
            break
        if (
            (token.is_punct and token.text not in KEPT and not token.text.endswith("."))
            or token.text in (".", "...", "…")
            or token.is_space
            or token.dep_ == "cc"
            or token.lower_ == "while"
        ):
            end -= 1
        else:
            break
    held = v.around(end)
    return held[1] if held is not None else end


def has_clause(v: View, first: int, last: int) -> bool:
    """Whether a finite main clause stands between the tokens."""
    tags, deps, heads = v.lists.tag, v.lists.dep, v.lists.head
    for i in range(first, last + 1):
        if tags[i] not in FINITE:
            continue
        dep, above = deps[i], deps[heads[i]]
        if dep in ("aux", "auxpass"):
            if above not in ("relcl", "acl", "advcl"):
                return True
        elif dep not in ("relcl", "acl") and above != "relcl":
            return True
    return False


def goes_on(v: View, i: int, last: int) -> bool:
    """Whether content goes on at a token behind an attribution that interrupted it."""
    if i > last:
        return False
    token = v.token(i)
    if token.lower_ in SUBORDINATE:
        return True
    if token.pos_ == "CCONJ" or token.lower_ in ("and", "but", "or"):
        for j in range(i + 1, min(i + 12, last + 1)):
            after = v.token(j)
            if j in v.cues:
                return False
            if after.dep_ in ("nsubj", "nsubjpass") and j < i + 8:
                near = [c for c in v.cues if j < c <= j + 4]
                return not near
            if after.tag_ in FINITE:
                return True
    return False


def resumed(v: View, last: int) -> tuple[int, int] | None:
    """The rest of a quotation behind a clause that tells when it was said: “Then why,” Roe asked, when she heard of it,
    “are we outside?”"""
    behind = next((r for r in v.ranges if r[0] > last), None)
    if behind is None or v.token(last + 1).text != "," or v.token(last + 2).lower_ not in LATER:
        return None
    apart = v.token(behind[0] - 1).text == "," and behind[2].inner.of(v.draft.text)[0].islower()
    cues = any(last < c < behind[0] for c in v.cues)
    return behind[:2] if apart and behind[0] > last + 3 and not cues else None


def was_read(v: View, who: Subject | None, i: int) -> bool:
    """Whether quoted words are what somebody read, not what he read out: "he had read “every word”"."""
    opening = v.opening(i)
    if opening is None or v.token(i - 1).text in (",", ":") or not opening[2].inner.of(v.draft.text)[0].islower():
        return False
    if v.token(i - 1).lemma_ == "show":
        return True  # "wrote that the firm had shown “a disregard for the law”"
    return who is not None and (who.head.lower_ in ("he", "she", "they", "i", "we") or who.head.ent_type_ == "PERSON")


def apart(v: View, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch, or the quotations of which it consists where each is a sentence: chanted “Shame!” and “Go home!”"""
    inside = [r for r in v.ranges if start <= r[0] and r[1] <= end]
    if len(inside) < 2 or inside[0][0] != start or inside[-1][1] != end:
        return [(start, end)]
    between = {t.lower_ for t in v.doc[start : end + 1] if v.around(t.i) is None}
    whole = all(r[2].inner.of(v.draft.text)[0].isupper() and r[2].stop(v.draft.text) in tuple(".,!?") for r in inside)
    return [r[:2] for r in inside] if whole and between <= {"and", "or", "then", ","} else [(start, end)]


def relative_end(v: View, start: int) -> int:
    """Last token of a relative clause: before a comma that the verb of the sentence follows, else its end."""
    end = rest_end(v, start, False)
    stops = (j for j in range(start, end) if v.token(j).text == "," and v.token(j + 1).tag_ in FINITE)
    return next(stops, end + 1) - 1


def rest_end(v: View, start: int, complete: bool) -> int:
    """Last token of the rest of content: the whole quotation, or the rest of the sentence."""
    end = v.last
    opening = v.opening(start)
    if opening is not None and complete:
        return opening[1]
    for cue in v.cues:
        if start < cue <= end:
            j = cue
            while j > start and v.token(j).text not in (",", ";") and v.token(j).pos_ != "CCONJ":
                j -= 1
            if j > start:
                end = j - 1
                break
    stops = (j for j in range(start + 1, end) if v.token(j).text == ";" and v.around(j) is None)
    end = next(stops, end + 1) - 1
    while end > start and v.closing(end) is None and loose(v.token(end)):
        if v.token(end).text.endswith(".") and len(v.token(end).text) > 1:
            break
        end -= 1
    return end
