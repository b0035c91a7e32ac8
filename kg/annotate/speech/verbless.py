"""Attributions without a verb: "according to X", "in the words of X", “...” — X, "And from X:", "X’s claim that S"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import lexicon_of_cues
from kg.annotate.speech.ends import clause_end, has_clause
from kg.annotate.speech.parts import antecedent
from kg.annotate.speech.regions import FINITE, View, is_complementizer, loose
from kg.annotate.speech.sources import phrase
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


SUBJECTS = {"nsubj", "nsubjpass"}
OPENING = {"according", "in", "as", "per"}  # words that phrases open with


def read(v: View) -> list[Act]:
    """Attributions of the unit that hang on no verb."""
    found: list[Act] = []
    lower, pos = v.lists.lower, v.lists.pos
    for i in range(v.first, v.last):
        if lower[i] not in OPENING and (lower[i + 1] not in ("that", "by", "from") or pos[i] != "NOUN"):
            continue
        if v.around(i) is not None and v.opening(i) is None:
            continue
        token = v.token(i)
        if token.lower_ == "according" and v.token(i + 1).lower_ == "to" and i + 2 <= v.last:
            act = _according(v, i, i + 2, "accord to")
        elif token.lower_ in ("in", "as") and (words := _phrase_at(v, i)):
            act = _according(v, i, i + len(words.split()), words)
        elif token.lower_ == "in":
            act = _in_words_of(v, i)
        elif token.lower_ == "per":
            act = _according(v, i, i + 1, "per") if v.token(max(i - 1, v.first)).text == "," else None
        elif token.lower_ == "as":
            act = _as_put(v, i)
        else:
            act = _noun(v, token)
        if act is not None:
            found.append(act)
    return found


def _as_put(v: View, i: int) -> Act | None:
    """ "As the steward Bo Li put it, S", "S, as Bo Li put it"."""
    lower, end = v.lists.lower, min(i + 14, v.last)
    put = next((j for j in range(i + 2, end) if lower[j] in ("put", "puts") and lower[j + 1] == "it"), None)
    if put is None or any(v.token(j).text == "," for j in range(i + 1, put)):
        return None
    last = put - 1
    while last > i + 1 and v.token(last).pos_ in ("AUX", "ADV"):
        last -= 1
    behind = put + 2
    while behind < v.last and v.token(behind).pos_ == "ADV":
        behind += 1
    if start_of(v, i) >= i:
        if behind >= v.last or v.token(behind).text not in (",", ":"):
            return None
        content = (behind + 1, _forward_end(v, behind + 1))
    else:
        content = (start_of(v, i), _trim(v, start_of(v, i), i - 1))
        quoted = v.opening(behind + 1) if behind < v.last and v.token(behind).text in (",", ":") else None
        if quoted is not None and v.closing(content[1]) is None:
            content = quoted[:2]  # "Cooks get no lunch, as a memo put it, “for their own good.”"
    cue = v.draft.span(put, put + 1)
    act = Act(cue.start, "put it", cue, v.draft.span(i + 1, last), [v.draft.span(*content)])
    act.frame, act.rule, act.verb = "according", "as-put", v.token(put)
    act.before = content[0] < i
    return act


def _in_words_of(v: View, i: int) -> Act | None:
    """ "It was, in Ann Roy’s words, “a slow end”": the quotation behind."""
    lower = v.lists.lower
    words = next((j for j in range(i + 2, min(i + 8, v.last)) if lower[j] in ("words", "phrase")), None)
    if words is None or lower[words - 1] not in ("'s", "’s", "his", "her"):
        return None
    opening = v.opening(words + 1) or (v.opening(words + 2) if v.token(words + 1).text == "," else None)
    if opening is None:
        return None
    cue, owner = v.draft.span(words, words), (i + 1, words - 2 if lower[words - 1] in ("'s", "’s") else words - 1)
    act = Act(cue.start, lower[words], cue, v.draft.span(*owner), [v.draft.span(*opening[:2])])
    act.frame, act.rule, act.confidence = "according", "in-words-of", 0.8
    return act


def _phrase_at(v: View, i: int) -> str | None:
    for words in lexicon_of_cues().phrases:
        parts = words.split()
        if v.lists.lower[i : i + len(parts)] == parts and i + len(parts) <= v.last:
            return words
    return None


def _according(v: View, first: int, source: int, lemma: str) -> Act | None:
    """ "according to X, S", "S, according to X", "S1, according to X, S2"."""
    doc = v.draft.doc
    a, b = _source(v, source)
    if a > b:
        return None
    after = b + 1
    # a relative clause or a list of the source's names ends at a comma or at the end
    if (
        v.token(min(after, v.last)).text == ","
        and after < v.last
        and v.token(after + 1).lower_ in ("who", "which", "whose")
    ):
        after = v.last + 1
        if start_of(v, first) >= first:
            # "According to the company, which supplies gearboxes, S"
            ends_it = (j for j in range(b + 3, v.last) if v.token(j).text == "," and v.around(j) is None)
            after = next((j for j in ends_it if has_clause(v, j + 1, v.last)), v.last + 1)
    aside = after + 1 < v.last and v.token(after).text == "," and v.token(after + 1).tag_ in ("VBN", "VBD")
    if aside and start_of(v, first) >= first:  # "According to a letter from Bo Li, obtained by the Post, S"
        after = next((j for j in range(after + 2, v.last) if v.token(j).text == ","), after)
    if start_of(v, first) >= first:
        # in front, all up to the comma belongs to the source: "a report released Thursday by the institute, ..."
        while after < v.last and v.token(after).text not in (",", ":", "—", "–", ".") and v.opening(after) is None:
            if v.token(after).tag_ in ("VBD", "VBZ", "MD"):
                after = b + 1
                break
            after += 1
    listed = start_of(v, first) < first and _opened(v, first)
    if listed and after <= v.last and v.token(after).text not in (",", "."):
        stretch = v.doc[after : min(after + 12, v.last)]
        after = next((t.i for t in stretch if t.text == ","), after)  # "a bulletin sent out on Monday,"
    ends = after > v.last or v.token(after).text in (".", ";", "!", "?")
    start = start_of(v, first)
    content: list[tuple[int, int]]
    if start >= first:
        if ends:
            return None
        begin = after + 1 if v.token(after).text in (",", ":", "—", "–") else after
        content = [(begin, _forward_end(v, begin))]
    else:
        before = _trim(v, start, first - 1)
        start = _aside_before(v, start, before) if ends or v.token(after).text != "," else start
        content = [(start, before)]
        if not ends and v.token(after).text == "," and v.token(first - 1).text == ",":
            relative = first - 2 >= v.first and v.token(first - 2).lower_ in ("who", "which", "that", "whom")
            if relative:
                end = _forward_end(v, after + 1)
                main = v.token(first - 2).sent.root.i  # "Clerks who, according to Bo Li, were fired marched"
                content = [
                    (antecedent(v, first - 2), first - 2),
                    (after + 1, main - 1 if after + 1 < main <= end else end),
                ]
            elif (
                _quoted_on(v, after + 1)
                or not has_clause(v, start, before)
                or _broken(v, before, after)
                or v.token(after + 1).lower_ in ("and", "but", "or")
            ):
                content.append((after + 1, _forward_end(v, after + 1)))
    if listed and after < v.last and v.token(after).text == ",":
        content = [(after + 1, _forward_end(v, after + 1))]
    cue = Span(doc[first].idx, doc[source - 1].idx + len(doc[source - 1]))
    spans = [v.draft.span(x, y) for x, y in content if y >= x]
    if not spans:
        return None
    act = Act(cue.start, lemma, cue, v.draft.span(a, b), spans, frame="according", rule="according-to")
    act.zone = [v.draft.span(first, max(b, min(after, v.last) - 1))]
    act.before = start < first
    return act


def _quoted_on(v: View, i: int) -> bool:
    """Whether a quotation goes on there with the sentence: "It is, in the words of Ruiz, “a slow eviction”"."""
    opening = v.opening(i) if i <= v.last else None
    return opening is not None and opening[2].inner.of(v.draft.text)[0].islower()


def _opened(v: View, first: int) -> bool:
    """Whether an attribution stands right behind the word that opens a clause or the last item of a list: "a rally
    where, according to X, S", "or, in the words of X, “...”". What comes behind it is the content then."""
    j = first - 1
    while j > v.first and v.token(j).text == ",":
        j -= 1
    return j > v.first and j < first - 1 and (v.token(j).pos_ == "CCONJ" or v.token(j).tag_ == "WRB")


def _broken(v: View, before: int, after: int) -> bool:
    """Whether the aside parts an auxiliary from its verb: "It would also, according to Ruiz, have ended"."""
    j = before
    while j > v.first and v.token(j).pos_ == "ADV":
        j -= 1
    return v.token(j).pos_ == "AUX" and after < v.last and v.token(after + 1).pos_ in ("VERB", "AUX", "ADV")


def _aside_before(v: View, start: int, end: int) -> int:
    """Start of the relative clause that ends content before "according to X": only that is attributed."""
    for j in range(end, start + 1, -1):
        if v.around(j) is not None or v.token(j).text == ",":
            break
        if v.token(j).lower_ == "which" and v.token(j - 1).text == ",":
            return j
    return start


def _source(v: View, at: int) -> tuple[int, int]:
    """First and last token of the source behind "according to"."""
    doc = v.draft.doc
    head = next((c for c in doc[at - 1].children if c.dep_ == "pobj" and c.i >= at), None)
    if head is None:
        head = next((t for t in doc[at : v.last + 1] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        if head is None:
            return at, at - 1
    first, last = phrase(head, at, v.last)
    first = at
    for j in range(first, last + 1):
        # the parser takes what comes behind a comma for an apposition
        if doc[j].text == "," and j + 1 <= last and _sentence_follows(v, j + 1):
            return first, j - 1
        if doc[j].tag_ in FINITE:
            return first, max(j - 1, first)
        if v.opening(j) is not None and j > first:
            last = j - 1
            break
    while last > first and doc[last].is_punct:
        last -= 1
    comma = next((j for j in range(first + 1, last) if doc[j].text == ","), None)
    behind = last + 2 if last < v.last and doc[last + 1].text == "," else last + 1
    if comma is not None and behind <= v.last and doc[behind].tag_ in FINITE:
        last = comma - 1  # "According to Ann Roy, her steward, Bo Li, was fired": who was fired is no source
    return first, last


def _sentence_follows(v: View, i: int) -> bool:
    """Whether the noun phrase that starts at the token is the subject of a finite verb rather than an apposition."""
    for token in v.doc[i : min(i + 25, v.last + 1)]:
        if token.text == ",":
            return False
        if token.tag_ in FINITE and token.dep_ != "relcl" and token.head.dep_ != "relcl":
            return True
    return False


def start_of(v: View, first: int) -> int:
    """First token of the content that an attribution ends: that of the unit, or behind a semicolon or a cue before."""
    start = v.first
    for j in range(first - 1, v.first - 1, -1):
        if v.around(j):
            continue
        if v.token(j).text in (";", "—") and j + 1 < first:
            start = j + 1
            break
        if j in v.cues and v.token(j).tag_ != "VBG":
            for k in range(first - 1, j, -1):
                if v.token(k).pos_ == "CCONJ" and v.token(k - 1).text == "," and has_clause(v, k + 1, first - 1):
                    return k + 1
            break
    while (
        start < first
        and v.opening(start) is None
        and (v.token(start).is_punct or (v.token(start).pos_ == "CCONJ" and start > v.first))
    ):
        start += 1
    return start


def _forward_end(v: View, begin: int) -> int:
    """Last token of content that follows its attribution: up to a clause that another cue or a dash sets apart."""
    verb = v.token(begin).sent.root
    end = clause_end(v, v.token(begin), begin) if verb.i < begin else v.last
    for j in range(begin + 1, min(end, v.last)):
        if v.around(j) is not None:
            continue
        apart = v.token(j).text in ("—", "–", ";", "--")
        if apart or (v.token(j).text == "," and v.token(j + 1).pos_ == "CCONJ"):
            cue = next((c for c in v.cues if c > j), None)
            if cue is not None and (apart or not any(t.text in (",",) for t in v.doc[j + 1 : cue])):
                return _trim(v, begin, j - 1)
    return _trim(v, begin, min(end, v.last))


def _trim(v: View, start: int, end: int) -> int:
    while end > start and v.closing(end) is None and loose(v.token(end)):
        if v.token(end).text.endswith(".") and len(v.token(end).text) > 1:
            break
        end -= 1
    return end


def _noun(v: View, token: Token) -> Act | None:
    """ "the union’s claim that S": a noun of saying with its owner and a clause."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in lexicon_of_cues().nouns or token.i + 2 > v.last:
        return None
    by = next((c for c in token.rights if c.lower_ in ("by", "from") and c.i == token.i + 1), None)
    maker = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
    that = token.i + 1 if maker is None else phrase(maker, maker.left_edge.i, v.last)[1] + 1
    if that + 1 >= v.last or v.token(that).lower_ != "that" or not (maker or is_complementizer(v.token(that))):
        return None
    if maker is not None and any(c.i == that and c.dep_ in SUBJECTS for c in v.token(that).head.lefts):
        return None  # "claims by the firm that were false"
    owner = maker or next((c for c in token.lefts if c.dep_ == "poss" or any(x.dep_ == "case" for x in c.rights)), None)
    if owner is None:
        return None
    clause = next((c for c in token.rights if c.dep_ in ("acl", "ccomp", "relcl")), None)
    begin = that + 1
    end = clause_end(v, token, begin)
    if clause is not None and clause.right_edge.i >= begin:
        end = min(end, clause.right_edge.i)
    a, b = phrase(owner, v.first, that - 1 if maker is not None else token.i - 1)
    while b > a and v.token(b).text in ("'s", "’s", "'", "’"):
        b -= 1
    cue = Span(token.idx, token.idx + len(token))
    act = Act(token.idx, token.lemma_.lower(), cue, v.draft.span(a, b), [v.draft.span(begin, _trim(v, begin, end))])
    act.rule, act.confidence, act.frame = "noun-of-saying", 0.7, "noun"
    return act
