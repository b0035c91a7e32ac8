"""Who speaks: the noun phrase of a cue's source, its addressee."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.speech.cues import is_passive
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.annotate.speech.regions import View

RELATIVES = {"who", "which", "that"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET"}
NOUNS = {"NOUN", "PROPN"}
NOTHING = {"nothing", "little", "much", "so", "anything", "something", "no", "yes", "it", "that", "this", "them"}
# what the words of a quotation are called by who judges them behind it
WORDING = {"phrase", "word", "term", "line", "charge", "claim", "remark", "comment", "accusation", "label", "notion"}
WORDING |= {"description", "characterization", "allegation", "assertion", "figure", "view", "sentiment", "statement"}
QUOTING = {"quote", "cite"}
# what follows "asked" in an aside: "Moyer, asked if they would win, said"
ASIDES = {"if", "whether", "about", "when", "why", "how", "what", "by", "which", "who", "where"}
CLAUSES = {"relcl", "acl", "advcl", "ccomp", "parataxis"}
# verbs whose object does what the participle behind it tells: "recalled her foreman, Bo Li, shouting"
WITNESSED = {"hear", "see", "watch", "recall", "remember", "describe", "catch", "film", "show", "picture"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The source of a cue: its head word, first and last token; `passive` where it is the hearer, not the speaker."""

    head: Token
    first: int
    last: int
    passive: bool = False

    def span(self, draft: Draft) -> Span:
        return draft.span(self.first, self.last)


def phrase(head: Token, floor: int = 0, ceiling: int | None = None) -> tuple[int, int]:
    """First and last token of a noun phrase without its relative clauses.

    Args:
        head: its head word.
        floor, ceiling: tokens that it may not go beyond.
    """
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ in CLAUSES or (child.dep_ == "punct" and child.text not in "-&/"):
            if child.dep_ in CLAUSES:
                break
            continue
        if child.lower_ == "with" and head.doc[child.i - 1].text == ",":
            break  # "said Ann Roy, with Bo Li adding"
        if child.dep_ in (
            "prep",
            "appos",
            "conj",
            "cc",
            "case",
            "nmod",
            "compound",
            "det",
            "amod",
            "nummod",
            "npadvmod",
        ):
            inner = phrase(child)[1] if child.dep_ in ("appos", "conj") else _edge(child)
            last = max(last, inner)
    if ceiling is not None:
        last = min(last, ceiling)
    first = max(first, floor)
    doc = head.doc
    if head.pos_ == "PRON":
        first = head.i
    for token in doc[first : head.i]:
        if token.text in (":", ";"):
            first = token.i + 1
        if token.tag_ in ("VBD", "VBZ", "MD") and token.pos_ in ("VERB", "AUX"):
            first = token.i + 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ in ("cc", "mark")):
        first += 1
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    if doc[first].text == "-" and first > floor and not doc[first - 1].whitespace_:
        first = max(doc[first - 1].left_edge.i, floor)  # a compound that the parser broke at its hyphen
    if (
        first - 2 >= floor
        and doc[first - 1].text == "-"
        and not (doc[first - 2].whitespace_ or doc[first - 1].whitespace_)
    ):
        first -= 2
    return first, last


def _edge(token: Token) -> int:
    """Last token of a phrase, not counting clauses that hang on it."""
    last = token.i
    for child in token.rights:
        if child.dep_ in CLAUSES or child.dep_ == "punct":
            break
        last = max(last, _edge(child))
    return last


def subject(verb: Token, floor: int, ceiling: int) -> Subject | None:
    """The source of a cue verb between two tokens (inclusive), or None where it has none."""
    passive = is_passive(verb)
    children = list(verb.children)
    # the nearest first: the parser may hang the subject of another clause on the verb as well
    for child in [c for c in reversed(children) if c.i < verb.i] + [c for c in children if c.i > verb.i]:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj") and floor <= child.i <= ceiling and child.i != verb.i:
            if child.lower_ in RELATIVES and child.i < verb.i:
                own = next((c for c in child.rights if c.dep_ == "nsubj"), None)
                if own is not None:  # "a bill which his chair, Bo Li, has called a joke", the chair hung on "which"
                    return Subject(own, *phrase(own, floor, verb.i - 1))
                antecedent = _antecedent(verb, child, floor)
                return antecedent
            if child.dep_ == "csubj":
                continue
            first, last = phrase(child, floor, verb.i - 1 if child.i < verb.i else ceiling)
            if child.i < verb.i and _hyphened(verb.doc, last + 1, verb.i):
                last = verb.i - 1
            if child.i > verb.i:
                last = _past_hyphen(verb.doc, last, ceiling)
                trade = child.tag_ in ("VB", "VBP") or (child.pos_ in NOUNS and last == child.i)
                while (
                    trade and last < ceiling and verb.doc[last + 1].pos_ == "PROPN" and not _dated(verb.doc[last + 1])
                ):
                    last += 1  # "said cook Luis Vega", whose trade the tagger took for a verb; "said police Capt. Li"
            if child.i > verb.i and last + 1 < len(verb.doc) and verb.doc[last + 1].tag_ in ("VBD", "VBZ", "MD", "VBP"):
                continue
            return Subject(child, first, last, passive)
    if passive:
        agent = next((p for c in verb.rights if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        return Subject(agent, *phrase(agent, floor, ceiling)) if agent is not None else None
    return _inverted(verb, ceiling) or _borrowed(verb, floor, ceiling)


def _hyphened(doc: Doc, first: int, end: int) -> bool:
    """Whether a hyphen goes on with a noun that the parser broke there, to its end: "vice-chair Ann Lee"."""
    if first + 1 >= end or doc[first].text != "-" or doc[first - 1].whitespace_ or doc[first].whitespace_:
        return False
    return all(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in doc[first + 1 : end])


def _past_hyphen(doc: Doc, last: int, ceiling: int) -> int:
    """End of a phrase behind a cue whose noun the parser broke at its hyphen: "said her co-worker Ann Lee"."""
    if last + 2 > ceiling or doc[last + 1].text != "-" or doc[last].whitespace_ or doc[last + 1].whitespace_:
        return last
    last += 2
    while last < ceiling and doc[last + 1].pos_ in ("NOUN", "PROPN") and not _dated(doc[last + 1]):
        last += 1
    return last


def _antecedent(verb: Token, pronoun: Token, floor: int) -> Subject | None:
    """The noun that a relative pronoun stands for."""
    head = verb.head if verb.dep_ == "relcl" else None
    # the clause of a name hangs on its apposition: "Ann Lind, a senator from Tarn who urged"
    while head is not None and head.dep_ == "appos" and any(c.lower_ in ("a", "an", "the") for c in head.lefts):
        head = head.head
    if head is None or head.i >= pronoun.i:
        before = [t for t in verb.doc[max(floor, pronoun.i - 8) : pronoun.i] if t.pos_ in NOMINAL]
        if not before:
            return None
        head = before[-1]
    first, last = phrase(head, floor, pronoun.i - 1)
    return Subject(head, first, last)


def _inverted(verb: Token, ceiling: int) -> Subject | None:
    """The noun phrase behind a verb that stands before its subject ("“...,” said Ruiz")."""
    doc = verb.doc
    if verb.tag_ == "VBG" or (verb.tag_ == "VB" and verb.lower_ != "read"):  # “...,” read a banner
        return None
    before = doc[verb.i - 1] if verb.i else None
    opens = verb.text[0].isupper() and (before is None or verb.is_sent_start or before.is_space)
    if not opens and (before is None or not (before.is_punct or before.is_quote or before.text[-1] in "”\"’'»,—–")):
        return None
    at = verb.i + 1
    if at <= ceiling and _dated(doc[at]):
        return None  # "..., the union announced today."
    if at > ceiling or (doc[at].pos_ not in NOMINAL | {"ADJ"} and not doc[at].text[0].isupper()):
        return None
    for head in doc[at : min(at + 12, ceiling + 1)]:
        if head.is_punct and head.text not in ("-", "&", "."):
            break
        owner = head.pos_ == "PRON" and head.i < ceiling and doc[head.i + 1].pos_ in ("NOUN", "PROPN", "ADJ")
        if head.pos_ in ("NOUN", "PROPN", "PRON") and head.left_edge.i <= at and not owner:
            first, last = at, phrase(head, at, ceiling)[1]
            while last < ceiling and {doc[last].pos_, doc[last + 1].pos_} <= NOUNS and not _dated(doc[last + 1]):
                last += 1  # "recalled picket captain Juno Ames", cut in two by the parser
            if last + 1 < len(doc) and doc[last + 1].tag_ in ("VBD", "VBZ", "MD", "VBP"):
                return None
            if before is not None and before.text == "," and verb.lemma_ != "say" and _series(doc, head.i):
                return None  # "they ran kitchens, wrote the leaflets and faced the police"
            return Subject(head, first, last)
    return None


def _series(doc: Doc, i: int) -> bool:
    """Whether "and" with a verb follows the object at the token."""
    return any(a.lower_ == "and" and b.pos_ == "VERB" for a, b in pairwise(doc[i : i + 6]))


def _dated(token: Token) -> bool:
    """Whether a token is part of a date or a time of day."""
    return token.ent_type_ in ("DATE", "TIME")


def _borrowed(verb: Token, floor: int, ceiling: int) -> Subject | None:
    """The subject of the verb that this one hangs on: "X said A and added B", "closed by asking", "a letter saying"."""
    head = verb.head
    before = verb.doc[verb.i - 1] if verb.i else verb
    aside = verb.tag_ == "VBG" and (before.text == "," or before.is_quote or before.text in "”’")
    if (seen := _witnessed(verb)) is not None:
        return Subject(seen, *phrase(seen, floor, verb.i - 1))
    then = before.lower_ == "then" and verb.i > 1 and verb.doc[verb.i - 2].text in (",", "and")
    if (verb.dep_ in ("acl", "advcl") and aside) or (then and verb.tag_ == "VBD" and verb.dep_ == "ROOT"):
        return _main_subject(verb, verb.sent.start)  # "called for order, then said"
    if verb.dep_ == "acl" and head.pos_ in NOMINAL:
        return Subject(head, *phrase(head, floor, verb.i - 1))
    if verb.dep_ == "pcomp":
        head = head.head
        if verb.head.lower_ == "as" and head.lemma_ in QUOTING:
            return _quoted(head, floor)
    elif verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis") or (
        verb.dep_ == "ccomp" and verb.tag_ != "VBG"
    ):
        return None
    if verb.dep_ == "conj" and head.pos_ not in ("VERB", "AUX"):
        return None
    if head.pos_ not in ("VERB", "AUX") or head.i == verb.i:
        return None
    found = subject(head, head.sent.start, head.sent.end - 1)
    if found is not None and found.passive and verb.dep_ == "conj":
        return None
    return found


def _witnessed(verb: Token) -> Token | None:
    """Who is heard or seen doing what a participle right behind tells: "heard the foreman, Bo Li, telling a clerk"."""
    first = verb.head if verb.dep_ == "conj" and verb.head.tag_ == "VBG" else verb
    before = reversed(verb.doc[verb.sent.start : first.i]) if verb.tag_ == "VBG" else ()
    seen = next((t for t in before if t.tag_ in ("VBD", "VBZ", "VBP")), None)
    if seen is None or seen.lemma_ not in WITNESSED:
        return None
    heard = next((c for c in seen.rights if c.dep_ == "dobj" and c.i < first.i), None)
    if heard is None:
        return None
    gap = verb.doc[phrase(heard)[1] + 1 : first.i].text
    return heard if not gap or (gap == "," and any(c.dep_ == "appos" for c in heard.rights)) else None


def _quoted(verb: Token, floor: int) -> Subject | None:
    """Whose words a paper brings: "“...,” the Courier quoted Mey as saying", "Mey was quoted as saying"."""
    wanted = ("nsubjpass",) if is_passive(verb) else ("dobj",)
    found = next((c for c in verb.children if c.dep_ in wanted), None)
    return Subject(found, *phrase(found, min(floor, found.i))) if found is not None else None


def _main_subject(verb: Token, floor: int) -> Subject | None:
    """The subject of the main clause for a participle set off by a comma (", adding that")."""
    root = verb.sent.root
    for head in (verb.head, root):
        for child in head.lefts:
            if child.dep_ == "nsubj" and child.i >= floor:
                return Subject(child, *phrase(child, floor, head.i - 1))
    doc = verb.doc
    first = max(verb.sent.start, floor)
    last = first
    while last < verb.i and doc[last].tag_ not in ("VBD", "VBN", "VBZ", "MD") and not doc[last].is_punct:
        last += 1
    return Subject(doc[first:last].root, first, last - 1) if last > first and is_phrase(doc, first, last - 1) else None


def surface(v: View, token: Token) -> Subject | None:
    """The source of a cue by punctuation alone: all that stands between a fronted quotation and the cue.

    The parser takes the words behind a quotation for an apposition inside it more often than not.
    """
    ended = max((r[1] for r in v.ranges if r[1] < token.i and v.fronted(r)), default=None)
    if ended is None or any(ended < c < token.i for c in v.cues):
        return None
    first, last = ended + 1, token.i - 1
    doc = token.doc
    while first <= last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].is_punct or doc[last].pos_ in ("AUX", "ADV") or doc[last].is_space):
        last -= 1
    if first + 2 <= last and doc[first].lower_ in ("a", "an") and doc[first + 1].lower_ in WORDING:
        first += 2  # "“...,” a phrase Ruiz regretted"
    if first > last or last - first > 30 or not is_phrase(doc, first, last):
        return None
    return Subject(doc[first : last + 1].root, first, last)


def is_phrase(doc: Doc, first: int, last: int) -> bool:
    """Whether tokens can be one noun phrase: no finite verb but in a relative clause, no conjunction at the start."""
    start = doc[first]
    modifier = start.tag_ == "VBG" and first < last and doc[first + 1].pos_ in ("NOUN", "PROPN")
    no_phrase = start.pos_ in ("CCONJ", "SCONJ", "ADP", "VERB", "AUX", "ADV", "PART") or start.lower_ in RELATIVES
    if no_phrase and not modifier:
        return False
    relative = False
    for token in doc[first : last + 1]:
        if token.tag_ in ("WP", "WDT", "WP$"):
            relative = True
        elif token.text == ",":
            relative = False
        elif relative or token.pos_ not in ("VERB", "AUX") or token.tag_ not in ("VBD", "VBZ", "MD", "VBP"):
            continue
        # a plural noun that the tagger took for a verb: "co-chairs Hana Lind and Omar Teale"
        elif token.dep_ not in ("dobj", "compound", "nmod", "appos"):
            return False
    return any(t.pos_ in NOMINAL for t in doc[first : last + 1])


def closing(v: View, token: Token) -> Subject | None:
    """The source behind a cue that follows a comma and a clause, to the end of its sentence: "S, says Unison".

    The parser takes the words before the comma for the subject, most of all in headlines.
    """
    doc = token.doc
    if token.i - 2 < v.first or doc[token.i - 1].text != "," or token.tag_ not in ("VBD", "VBZ") or is_passive(token):
        return None
    first, last = token.i + 1, v.last
    while last >= first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    if last < first or any(v.around(j) for j in range(first, last + 1)) or v.timed(first) is not None:
        return None
    if doc[first].lower_ in NOTHING or not is_phrase(doc, first, last):
        return None
    if "clause" not in v.verbs[token.i].frames or not _names(v, first, last, v.verbs[token.i].frames == {"clause"}):
        return None
    headline = v.draft.structure.headline
    titled = headline is not None and headline.start <= token.idx < headline.end
    return Subject(doc[first : last + 1].root, first, last) if titled or _clause_before(v, token) else None


def _names(v: View, first: int, last: int, only_speech: bool) -> bool:
    """Whether a noun phrase can be a source: a known person or body, or any noun where the verb takes no object."""
    doc = v.draft.doc
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    if any(start <= m.span.start and m.span.end <= end and m.kind == "name" for m in v.draft.mentions):
        return True
    return only_speech and doc[first : last + 1].root.pos_ in ("NOUN", "PROPN")


def _clause_before(v: View, token: Token) -> bool:
    """Whether a finite verb outside relative clauses stands before a cue."""
    for t in v.doc[v.first : token.i - 1]:
        finite = t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.i not in v.cues
        if finite and not any(a.dep_ in ("relcl", "acl") for a in (t, *t.ancestors)):
            return True
    return False


def addressee(verb: Token, floor: int, ceiling: int) -> tuple[int, int] | None:
    """First and last token of the hearer of a verb like *tell*, or None."""
    for child in verb.rights:
        hearer = child.dep_ in ("dobj", "dative", "iobj", "nsubj", "obj")
        if hearer and child.i <= ceiling and child.left_edge.i >= verb.i + 1:
            first, last = phrase(child, verb.i + 1, ceiling)
            doc = verb.doc
            while last + 1 < ceiling and doc[last + 1].text == "-" and not doc[last].whitespace_:
                last += 2  # "his co-worker Tim Falk", cut by the parser at the hyphen
                while last < ceiling and doc[last + 1].pos_ == "PROPN":
                    last += 1
            if first <= verb.i + 2:
                return first, last
    # the parser often takes the hearer for the subject of what is said
    doc = verb.doc
    chunk: list[Token] = []
    for token in doc[verb.i + 1 : ceiling + 1]:
        if token.pos_ in NOMINAL | {"ADJ", "ADP"} or token.dep_ == "case" or token.text in ("'s", "’s"):
            chunk.append(token)
        else:
            break
    if chunk and chunk[-1].i < ceiling and doc[chunk[-1].i + 1].lower_ in ("that", ",", "“", '"', "in", "on", "at"):
        return chunk[0].i, chunk[-1].i
    return None
