"""Where the content of a cue lies: behind it, before it, or around it.

All positions are token indices, ends inclusive unless said otherwise. The dependency parse says where phrases begin and
end; commas, quotation marks and the next cue say where content may not go on, whatever the parse says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.annotate.base import Draft, Quote
from kg.annotate.documents import genres
from kg.annotate.speech.cues import Verb, is_passive, lexicon_of_cues, possible, verb_at
from kg.annotate.speech.units import Unit
from kg.annotate.view import View as Lists
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENERS = "“\"‘'«`"
WH = {"whether", "how", "why", "what"}
ASKING = {"ask", "wonder", "inquire", "explain", "reveal", "disclose"}
WH_ASKED = {"if", "when", "where", "who", "which"}
# words that only point at the quotation behind a colon: "said it all: “...”", "wrote the following: “...”"
POINTING = {"it", "all", "this", "these", "the", "following", "words", "so", "simply", "plainly", "bluntly", "best"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
Range = tuple[int, int, Quote]  # first and last token of a quotation
# marks that belong to the words before them
KEPT = "%‰)]"


@dataclass(slots=True)
class View:
    """One unit under reading, with the token ranges of its quotations and the cue tokens that stand in its prose.

    Attributes:
        first, last: those of the unit.
        lists, doc: the tokens of the document, as plain lists and as such.
        opened, closed, held: a range by its first token, by its last, and by each of its tokens.
    """

    draft: Draft
    unit: Unit
    ranges: list[Range]
    cues: list[int]
    verbs: dict[int, Verb] = field(default_factory=dict)
    first: int = field(init=False)
    last: int = field(init=False)
    lists: Lists = field(init=False)
    doc: Doc = field(init=False)
    opened: dict[int, Range] = field(init=False)
    closed: dict[int, Range] = field(init=False)
    held: dict[int, Range] = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.last = self.unit.first, self.unit.last
        self.lists, self.doc = self.draft.view, self.draft.doc
        earliest = self.ranges[::-1]  # of several at one token the first counts
        self.opened = {r[0]: r for r in earliest}
        self.closed = {r[1]: r for r in earliest}
        self.held = {i: r for r in earliest for i in range(r[0], r[1] + 1)}

    def token(self, i: int) -> Token:
        return self.doc[i if i < len(self.doc) else -1]  # where a story breaks off in a sentence

    def opening(self, i: int) -> Range | None:
        """The quotation whose opening mark is at the token."""
        return self.opened.get(i)

    def closing(self, i: int) -> Range | None:
        """The quotation whose closing mark is at the token."""
        return self.closed.get(i)

    def around(self, i: int) -> Range | None:
        """The quotation that holds the token, marks included."""
        return self.held.get(i)

    def fronted(self, r: tuple[int, int, Quote]) -> bool:
        """Whether a quotation can be what an attribution behind it reports: it opens the unit or ends in a stop."""
        if not r[2].speech or self._aside(r):
            return False
        stop = r[2].stop(self.draft.text)
        return r[0] == self.first or stop in tuple(",?!.—…–") or (r[1] < self.last and self.token(r[1] + 1).text == ",")

    def _aside(self, r: tuple[int, int, Quote]) -> bool:
        """Whether a quotation ends an aside of a subject whose verb comes next: "Ruiz, who called it “bad,” said"."""
        doc, last = self.doc, r[1] + 1
        while last < self.last and doc[last].pos_ in ("ADV", "PUNCT"):
            last += 1
        if last > self.last or doc[last].tag_ not in FINITE or doc[r[0]].sent.start != doc[last].sent.start:
            return False
        first = max(self.first, doc[r[0]].sent.start)
        comma = next((j for j in range(first + 1, r[0]) if doc[j].text == ","), None)
        if comma is None or doc[comma - 1].pos_ not in ("NOUN", "PROPN") or doc[first].pos_ in ("ADP", "SCONJ"):
            return False
        if any(t.tag_ in FINITE for t in doc[first:comma]):
            return False
        if doc[comma + 1].tag_ in ("WP", "WP$", "WDT", "VBG"):
            return "," not in {t.text for t in doc[comma + 1 : r[0]]}
        told = doc[comma + 1 : r[0]]
        return len(told) > 0 and told[-1].tag_ in ("IN", "VBN") and not any(t.tag_ in FINITE for t in told)

    def carrier(self, i: int) -> bool:
        """Whether a preposition leads to a document ("in an email to families")."""
        if self.lists.lower[i] not in ("in", "on", "via", "through", "during") or i >= self.last:
            return False
        return any((lemma,) in genres() for lemma in self.lists.lower_lemma[i + 1 : min(i + 5, self.last + 1)])

    def past(self, i: int) -> bool:
        """Whether a date that is not after the article's day starts at the token."""
        if i > self.last:
            return False
        at, day = self.token(i).idx, self.draft.article.published
        for time in self.draft.times:
            if any(s.start == at for s in time.spans) and time.value is not None and day is not None:
                return time.value <= day[: len(time.value)]
        return False

    def timed(self, i: int) -> int | None:
        """Last token of the time expression that starts at the token."""
        at = self.lists.start[i]
        for time in self.draft.times:
            for span in time.spans:
                if span.start <= at < span.end:
                    return self.lists.range(span.start, span.end)[1] - 1
        return None


def loose(token: Token) -> bool:
    """Whether a token at the end of a stretch is none of its words: a stop, a comma, a blank, but no "%"."""
    return token.is_space or (token.is_punct and token.text not in KEPT)


def view(draft: Draft, unit: Unit) -> View:
    """The unit with its quotations as token ranges."""
    lists = draft.view
    ranges: list[Range] = []
    for quote in unit.quotes:
        first, end = lists.range(quote.outer.start, quote.outer.end)
        if first < end:
            ranges.append((max(first, unit.first), min(end - 1, unit.last), quote))
    found = View(draft, unit, ranges, [])
    for i in range(unit.first, unit.last + 1):
        if i in found.held:
            continue
        behind = i - 1 in found.closed and lists.lower[i].endswith("ed")
        if behind or possible(lists, i) or lists.lower[i] == "read":
            named = lists.text[i][0].isupper() and i > unit.first and in_name(draft, found.doc[i])
            verb = None if named else verb_at(found.doc[i]) or _by_place(found, i)
            if verb is not None and i - 1 in found.closed and "clause" not in verb.frames:
                verb = _by_place(found, i) or verb  # “Stay home,” urged clerk Ann Roy.
            if verb is not None:
                found.verbs[i] = verb
    found.cues = list(found.verbs)
    return found


def _past(word: str) -> Verb | None:
    """The cue verb that a word in -ed is the past of, for one that the tagger took for no verb: "“...,” joked clerk
    Ann Roy"."""
    verbs = lexicon_of_cues().verbs
    forms = (word[:-1], word[:-2], word[:-3]) if word.endswith("ed") else ()
    return next((verbs[f][0] for f in forms if f in verbs and verbs[f][0].particle is None), None)


def in_name(draft: Draft, token: Token) -> bool:
    """Whether a word in capitals is part of a name: "his friend Said Omar"."""
    at = Span(token.idx, token.idx + len(token))
    return any(m.kind == "name" and m.span.holds(at) for m in draft.mentions)


def _by_place(v: View, i: int) -> Verb | None:
    """A verb that no lexicon has, made a cue by its place: right before a full quotation and its colon or comma
    ("texted: “...”"), or closing the attribution behind one ("“...,” Pell deadpanned.")."""
    token = v.token(i)
    closed = v.closing(i - 1) if i > v.first else None
    fronted = closed is not None and closed[2].stop(v.draft.text) in (",", "?", "!")
    known = _past(token.lower_) if fronted else None
    if known is not None and "clause" in known.frames:
        return known
    if token.lower_ == "read" and token.pos_ != "VERB" and any(v.opening(j) for j in (i + 1, i + 2)):
        return lexicon_of_cues().verbs["read"][0]
    if token.tag_ not in ("VBD", "VBZ") or token.pos_ != "VERB" or is_passive(token):
        return None
    polarity = known.polarity if known is not None else "neutral"
    verb = Verb(token.lemma_.lower(), frozenset(("clause",)), weak=True, polarity=polarity)
    if fronted and closed is not None and closed[0] == v.first and (_noun_ends(v, i + 1) or _person(v, i + 1)):
        return verb  # “Yes!” roared the crowd. “No,” fumed clerk Ann Roy, who left.
    if i + 2 <= v.last and v.token(i + 1).text in (":", ","):
        opened = v.opening(i + 2)
        if opened is not None and opened[2].speech and opened[2].inner.of(v.draft.text)[0].isupper():
            return verb
    before = next((r for r in reversed(v.ranges) if r[1] < i and r[2].speech), None)
    if before is None or i - before[1] > 8 or before[2].stop(v.draft.text) not in (",", "?", "!"):
        return None
    opening = v.token(v.first)
    if before[0] > v.first and (opening.tag_ in ("VBG", "VBN") or opening.pos_ in ("ADP", "SCONJ")):
        return None  # "Holding a sign that read “Fair pay,” Pell marched."
    after = i + (i + 1 < v.last and v.token(i + 1).lower_ == "back")  # "texted back"
    ends = i == v.last or v.token(after + 1).text in (".", ",")
    nominal = all(t.pos_ in ("PROPN", "NOUN", "DET", "ADJ", "PRON", "ADV") for t in v.draft.doc[before[1] + 1 : i])
    return verb if ends and nominal and i > before[1] + 1 else None


def _person(v: View, i: int) -> bool:
    """Whether the noun phrase that starts at the token names a person."""
    end = i
    while end <= v.last and end - i < 10 and v.token(end).pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        end += 1
    if end == i:
        return False
    entities = v.draft.entities
    names = (m for m in v.draft.mentions_within(v.draft.span(i, end - 1)) if m.kind == "name" and m.target in entities)
    return any(entities[m.target or ""].kind == "Person" for m in names)


def _noun_ends(v: View, i: int) -> bool:
    """Whether one noun phrase stands between the token and the end of its sentence."""
    words = v.doc[i : v.last]
    last = v.token(v.last).text in (".", "!")
    nominal = all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "ADP") or t.tag_ == "PRP$" for t in words)
    return last and nominal and v.timed(i) is None and 0 < len(words) <= 8


def is_complementizer(token: Token) -> bool:
    """Whether "that" opens a clause of content, not a relative one or a noun phrase."""
    doc = token.doc
    if token.lower_ != "that" or token.i + 1 >= len(doc):
        return False
    after = doc[token.i + 1]
    if after.text in (".", ";", "!", "?"):
        return False
    if after.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ != "mark":
        return False
    if points_back(token):
        return False
    return not (token.dep_ == "det" and token.head.i == token.i + 1 and after.tag_ != "NNS")


def points_back(that: Token) -> bool:
    """Whether "that" is an object: "a message that her boss had sent her", "denied that on Friday"."""
    if that.lower_ != "that" or that.dep_ not in ("dobj", "pobj"):
        return False
    if that.head.dep_ == "relcl":
        return that.head.head.i == that.i - 1 and (that.head.head.lemma_.lower(),) in genres()
    after = that.doc[that.i + 1 : that.sent.end]
    bare = len(after) > 0 and after[0].pos_ in ("ADP", "ADV", "PUNCT")
    return bare and that.head.i == that.i - 1 and not any(t.tag_ in FINITE for t in after)


def behind(v: View, start: int, verb: Token) -> tuple[str, int] | None:
    """Where content begins behind a cue: ("quote" | "that" | "clause" | "colon", token), skipping dates, places,
    hearers and papers between the two; None where none follows.

    Args:
        start: the first token behind the cue and its hearer.
        verb: the cue.
    """
    i = start
    if (
        i <= v.last
        and v.token(i).lower_ in ("when", "after", "before", "while", "because")
        and verb.lemma_ not in ASKING
    ):
        return None
    if _infinitive(v, i):
        return None
    colon = i
    while colon < v.last and v.token(colon).lower_ in POINTING:
        colon += 1
    if i < colon < v.last and v.token(colon).text == ":" and v.opening(colon + 1):
        return "quote", colon + 1
    while i <= v.last:
        later = next((j for j in range(i, v.last) if v.token(j).ent_type_ not in ("DATE", "TIME")), i)
        if later > i and is_complementizer(v.token(later)):
            return "that", later + 1  # "responded in a note hours later that"
        token = v.token(i)
        opened = v.opening(i) or (v.opening(i + 1) if token.text == "," and i < v.last else None)
        if opened is not None and _named_paper(v, opened):
            i = opened[1] + 1
            continue
        if v.opening(i):
            return "quote", i
        if token.text in (",", ":", "—", "–") and i < v.last:
            if v.opening(i + 1):
                return "quote", i + 1
            if token.text == ":":
                return "colon", i + 1
            if is_complementizer(v.token(i + 1)):
                return "that", i + 2
            skip = _aside(v, i)
            if skip is None:
                return None
            i = skip
            continue
        if is_complementizer(token):
            return "that", i + 1
        if token.lower_ in WH or (token.lower_ in WH_ASKED and verb.lemma_.lower() in ASKING):
            return "clause", i
        ahead = _adverbial(v, i)
        named = next((j for j in range(i, v.last) if v.token(j).pos_ != "PROPN"), i)
        if ahead is None and start < i < named and is_complementizer(v.token(named)):
            ahead = named  # "wrote in the trade paper Call Sheet that S"
        if ahead is None:
            if token.lower_ == "that" and i < v.last and v.token(i + 1).text[0].isupper():
                return "that", i + 1  # "said on X that Orrin had lied": no "that Orrin"
            return ("clause", i) if _clause_starts(v, i) and not _object(v, i, verb) else None
        i = ahead
    return None


def _infinitive(v: View, i: int) -> bool:
    """Whether "to do" or "not to do" stands at the token: that is no clause of content."""
    if i >= v.last:
        return False
    to = i + (v.token(i).lower_ == "not")
    if to >= v.last or v.token(to).lower_ != "to":
        return False
    return v.token(to).dep_ == "aux" or v.token(to + 1).tag_ == "VB" or v.opening(to + 1) is not None


def _named_paper(v: View, opened: tuple[int, int, Quote]) -> bool:
    """Whether a quotation between a cue and its content is a title ("told the podcast, “Cross-Check,” that")."""
    return not opened[2].speech and opened[1] < v.last and is_complementizer(v.token(opened[1] + 1))


def _aside(v: View, comma: int) -> int | None:
    """Behind the second comma of an aside between a cue and its content, if content follows there."""
    for j in range(comma + 1, min(comma + 30, v.last)):
        if v.around(j):
            return None
        if v.token(j).text == "," and (v.opening(j + 1) or is_complementizer(v.token(j + 1))):
            return j
        if v.token(j).text in (".", ";", ":"):
            return None
    return None


def _adverbial(v: View, i: int) -> int | None:
    """The token behind an adverb, date or prepositional phrase that starts at `i`; None where none does."""
    token = v.token(i)
    timed = v.timed(i)
    modifies = token.head.i > i and token.dep_ in ("advmod", "neg", "quantmod") and v.timed(token.head.i) is None
    none_of = token.lower_ == "not" and i < v.last and v.token(i + 1).pos_ in ("NUM", "DET", "PRON")
    if none_of or (modifies and token.head.pos_ not in ("VERB", "AUX")):
        return None  # "said about 300 had quit", "said not one nurse crossed": a word of the content
    if timed is not None and token.dep_ not in ("nsubj", "nsubjpass"):
        return timed + 1
    if token.pos_ in ("ADV", "PART", "INTJ") or token.lower_ in ("only", "again", "publicly", "also"):
        return None if token.lower_ == "to" else i + 1
    if token.pos_ in ("ADP", "SCONJ") and token.dep_ in ("prep", "agent", "prt", "advmod", "pcomp", "dative", "mark"):
        if token.dep_ == "mark":
            return None
        end = token.right_edge.i
        j = i + 1
        while j <= min(end, v.last):
            here = v.token(j)
            if v.opening(j) or here.text in (",", ":", ";") or is_complementizer(here):
                return j
            if here.dep_ in ("nsubj", "nsubjpass") and here.head.pos_ in ("VERB", "AUX") and j > i + 2:
                left = max(here.left_edge.i, i + 2)
                if here.head.dep_ not in ("relcl", "acl") and left <= j:
                    return left
            j += 1
        return j
    return None


def _object(v: View, i: int, verb: Token) -> bool:
    """Whether a noun phrase that is the object of the cue, not the subject of a clause, starts at the token."""
    if any(c.dep_ == "ccomp" and c.i > i for c in verb.rights):
        return False
    return any(
        c.dep_ == "dobj" and c.left_edge.i <= i <= c.i and c.pos_ in ("NOUN", "PROPN", "PRON") for c in verb.rights
    )


def _clause_starts(v: View, i: int) -> bool:
    """Whether a clause with a subject of its own starts at the token."""
    first = v.token(i)
    if first.tag_ in FINITE and first.pos_ in ("VERB", "AUX") and v.token(i - 1).i in v.cues:
        # "a plan the company says would cost millions": the subject stands before the cue
        own = any(c.tag_ in ("WP", "WDT") and c.dep_ == "nsubj" for c in v.token(i - 1).lefts)  # "staff who ask should"
        return v.token(i - 1).tag_ in FINITE | {"NNS"} and v.token(i - 1).dep_ != "ROOT" and not own
    if first.pos_ == "CCONJ" or first.lower_ in ("much", "so", "when", "after", "before", "while", "during", "as"):
        return False
    sent_end = v.last
    for j in range(i, min(i + 40, sent_end + 1)):
        token = v.token(j)
        if token.text in (";", ":") or (token.text == "," and j == i):
            return False
        if token.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and token.left_edge.i >= i - 1:
            head = token.head
            if head.pos_ in ("VERB", "AUX") or head.dep_ == "ccomp":
                return head.dep_ not in ("relcl", "acl") or token.left_edge.i <= i
        if token.tag_ in FINITE and j > i:
            return token.dep_ not in ("relcl",)
    return False
