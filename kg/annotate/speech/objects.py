"""Frames with an object: tell X that, call X Y, describe X as Y, accuse X of Y, urge X to do, announce Y ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.clauses import around, before, between, left_of, near
from kg.annotate.speech.cues import Verb, is_passive, lexicon_of_cues, particle
from kg.annotate.speech.ends import chain, chain_of_objects, clause_end
from kg.annotate.speech.parts import DENIALS, bounds, clean, make, pointing
from kg.annotate.speech.regions import View, behind, is_complementizer
from kg.annotate.speech.sources import Subject, addressee, phrase
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


DIRECTIVES = {
    "press",
    "challenge",
    "direct",
    "invite",
    "order",
    "encourage",
    "instruct",
    "tell",
    "warn",
    "advise",
    "ask",
}


def tell(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    if is_passive(token):
        if who is None or verb.lemma == "ask":
            return None
        after = behind(v, token.i + 1, token)
        if after is None:
            return None
        by = next((p for c in token.rights if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        teller = None if who.passive else who
        if by is not None and by.i < after[1]:
            teller = Subject(by, *phrase(by, token.i + 1, after[1] - 1))
        spoken = make(v, token, verb, teller, [(after[1], clause_end(v, token, after[1]))], "told")
        if who.passive:
            spoken.open, spoken.addressee = teller is None, who.span(v.draft)
        return spoken
    if who is None:
        return None
    hearer = addressee(token, *bounds(v, token.i))
    start = hearer[1] + 1 if hearer else token.i + 1
    if start <= v.last and v.token(start).lower_ in ("to", "not") and "request" in verb.frames:
        return None
    left = min(who.first, token.i) if who.first < token.i and near(v, who, token) else left_of(v, token)
    fronted = before(v, left, token)
    if fronted is not None and between(v, who, fronted, token):
        fronted = None  # "The minister, who called it “a joke,” told reporters that"
    after = behind(v, start, token)
    act: Act | None = None
    if fronted is not None and fronted[0] == "quote" and (after is None or after[0] != "that"):
        act = around(v, token, verb, who, left, start - 1)
    elif after is not None and hearer is not None:
        act = make(v, token, verb, who, [(after[1], clause_end(v, token, after[1]))], "tell")
    elif fronted is not None and hearer is not None:
        act = around(v, token, verb, who, left, start - 1)
    if act is not None and hearer is not None:
        act.addressee = v.draft.span(*hearer)
    return act


def name(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """call X Y: an object and a quotation, an adjective or "a ..." behind it."""
    if who is None or who.passive or is_passive(token) or any(c.dep_ == "prt" for c in token.rights):
        return None
    start = token.i + 1
    if start > v.last or v.token(start).pos_ == "ADP" or v.token(start).lower_ in ("off", "out", "up"):
        return None
    if "cite" in verb.frames and v.opening(start) is None:
        return None  # "citing Rule 9, which bars “any stoppage”": the words of the rule
    for j in range(start, min(start + 30, v.last + 1)):
        opening = v.opening(j)
        if opening is not None and opening[2].depth == 0:
            return make(v, token, verb, who, [(start, chain_of_objects(v, opening[1]))], "name")
        if (
            v.token(j).text in (";", ":", ".")
            or j in v.cues
            or (v.token(j).dep_ == "cc" and v.token(j).head.i == token.i)
        ):
            break
    for child in token.rights:
        plain = child.pos_ == "ADJ" or any(c.lower_ in ("a", "an") for c in child.lefts)
        plain = plain or (child.dep_ == "oprd" and child.pos_ == "NOUN" and child.left_edge.i == start)
        small = (
            child.dep_ == "ccomp"
            and child.pos_ in ("ADJ", "NOUN")
            and not any(c.dep_ in ("aux", "cop") for c in child.lefts)
        )
        if (child.dep_ in ("oprd", "acomp") and plain) or (small and plain):
            return make(v, token, verb, who, [(start, _cut_conj(v, token, child.right_edge.i))], "name")
    return None


def _cut_conj(v: View, token: Token, end: int) -> int:
    for child in token.rights:
        if child.dep_ in ("cc", "conj") and child.i <= end and (child.dep_ == "cc" or child.pos_ in ("VERB", "AUX")):
            end = min(end, child.left_edge.i - 1)
    return clean(v, token.i + 1, end)


def as_(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """describe X as Y."""
    if who is None or who.passive or is_passive(token):
        return None
    extra = particle(token, verb.particle) if verb.particle else None
    start = (extra.i if extra is not None else token.i) + 1
    for j in range(start, min(start + 30, v.last + 1)):
        word = v.token(j)
        if v.around(j) or word.text in (";", ".", ":") or (word.dep_ == "cc" and word.head.i == token.i):
            break
        if word.lower_ == "as" and word.dep_ in ("prep", "mark", "advmod", "agent") and j < v.last:
            opening = v.opening(j + 1)
            end = chain(v, opening[1]) if opening else clean(v, j + 1, min(_edge(word), v.last))
            if not opening and word.dep_ != "prep":
                break
            if j == start:
                if opening and _shifted(v, end + 1):
                    end = clause_end(v, token, end + 1)
                gap = _gap(v, token, who)
                act = make(v, token, verb, who, [*([gap] if gap else []), (j + 1, end)], "as")
                act.cue, act.lemma = Span(token.idx, word.idx + len(word)), f"{verb.lemma} as"
                return act
            return make(v, token, verb, who, [(start, chain_of_objects(v, end) if opening else end)], "as")
    return None


def _shifted(v: View, i: int) -> bool:
    """Whether the object stands behind what it is described as: "described as “a joke” reports that it had lied"."""
    return i < v.last and v.opening(i) is None and v.token(i).pos_ in ("NOUN", "PROPN", "DET", "ADJ", "NUM")


def _gap(v: View, token: Token, who: Subject) -> tuple[int, int] | None:
    """The noun that a clause without a pronoun speaks of: "a figure Mr Cole dismissed as “invented”"."""
    head = token.head
    if token.dep_ != "relcl" or head.pos_ != "NOUN" or not head.i < who.first or who.first - head.i > 1:
        return None
    first = max(head.left_edge.i, v.first)
    return (first, head.i) if head.i - first <= 4 and v.around(head.i) is None else None


def _edge(token: Token) -> int:
    return token.right_edge.i


def of(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """accuse X of Y."""
    if who is None or who.passive or is_passive(token):
        return None
    link = {"accuse": ("of",), "blame": ("for", "on"), "fault": ("for",)}.get(verb.lemma, ("of", "for"))
    for j in range(token.i + 1, min(token.i + 20, v.last)):
        if v.token(j).lower_ in link:
            return make(v, token, verb, who, [(token.i + 1, _phrase_end(v, token, token.i + 1))], "of")
        if v.token(j).text in (";", ".", ":"):
            break
    return None


def _phrase_end(v: View, token: Token, start: int) -> int:
    """End of a complement that is no clause: as for clauses."""
    return clause_end(v, token, start)


def request(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """urge X to do, call on X to do; "urged a yes vote"."""
    if who is None or who.passive or is_passive(token):
        return None
    extra = particle(token, verb.particle) if verb.particle else None
    start = (extra.i if extra is not None else token.i) + 1
    ahead = [v.token(j) for j in range(start, min(start + 30, v.last + 1))]
    if (
        not ahead
        or ahead[0].lower_ in ("to", "that", "whether", "if", "about", "for", "not")
        or (ahead[0].is_punct and not v.opening(start))
    ):
        return None
    to = None
    for t in ahead:
        if t.text in (".", ";", ":") or (
            t.i in v.cues and t.i > start and v.token(t.i - 1).lower_ not in ("to", "not")
        ):
            break
        if t.lower_ == "to" and t.i + 1 <= v.last and (v.token(t.i + 1).tag_ == "VB" or v.opening(t.i + 1)):
            to = t
            break
        if t.tag_ in ("VBD", "VBZ", "MD") and t.dep_ not in ("relcl",) and t.head.dep_ != "relcl":
            break
    if to is None:
        wish = next((t for t in ahead[1:] if t.lower_ == "for" and t.head.i == token.i), None)
        if verb.lemma in ("ask", "press", "beg", "petition") and wish is not None and _heard(token, wish):
            return make(v, token, verb, who, [(start, clause_end(v, token, start))], "request-for")
        if (
            verb.lemma in DIRECTIVES
            or verb.lemma == "request"
            or (extra is not None and verb.lemma in ("call", "plead", "appeal"))
        ):
            return None
        objects = [c for c in token.rights if c.dep_ == "dobj"]
        if not objects or objects[0].pos_ == "PRON":
            return None
        return make(v, token, verb, who, [(start, _noun_end(v, token, objects[0]))], "request-noun")
    opening = v.opening(to.i + 1)
    end = opening[1] if opening else clause_end(v, token, start)
    act = make(v, token, verb, who, [(start, end)], "request")
    hearer = [t for t in ahead if t.i < to.i and t.pos_ in ("NOUN", "PROPN", "PRON")]
    if hearer:
        act.addressee = v.draft.span(start, to.i - (2 if v.token(to.i - 1).lower_ == "not" else 1))
    return act


def _heard(token: Token, wish: Token) -> bool:
    """Whether the verb has a hearer before "for" ("asked the parties for two more weeks"); a price has none."""
    return any(
        c.dep_ in ("dobj", "dative") and c.i < wish.i and c.pos_ in ("NOUN", "PROPN", "PRON") for c in token.rights
    )


def inf(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """promise to do."""
    if who is None or who.passive or is_passive(token):
        return None
    start = token.i + 1
    timed = v.timed(start) if start <= v.last else None
    start = timed + 1 if timed is not None else start
    to = start + (1 if start <= v.last and v.token(start).lower_ == "not" else 0)
    if to >= v.last or v.token(to).lower_ != "to" or v.token(to + 1).tag_ not in ("VB", "VBP"):
        return None
    return make(v, token, verb, who, [(start, clause_end(v, token, start))], "infinitive")


def expect(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """expect X to do."""
    if who is None or who.passive or is_passive(token) or token.tag_ not in ("VBZ", "VBP", "VBD"):
        return None
    start = token.i + 1
    for j in range(start, min(start + 25, v.last)):
        if j > start and v.token(j).lower_ == "to" and v.token(j + 1).tag_ == "VB":
            return make(v, token, verb, who, [(start, clause_end(v, token, start))], "expect")
        if v.token(j).text in (".", ",", ";"):
            break
    return None


def put(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """put X at Y, Y a number."""
    if who is None or is_passive(token):
        return None
    start = token.i + 1
    if v.lists.lower[start : start + 2] == ["it", "to"]:
        that = next((j for j in range(start + 2, min(start + 14, v.last)) if is_complementizer(v.token(j))), None)
        return make(v, token, verb, who, [(that + 1, clause_end(v, token, that + 1))], "tell") if that else None
    if verb.lemma == "count":
        return _count(v, token, verb, who)
    for j in range(start + 1, min(start + 16, v.last)):
        if v.token(j).lower_ == "at" and any(
            t.like_num or t.is_currency for t in v.doc[j + 1 : min(j + 6, v.last + 1)]
        ):
            return make(v, token, verb, who, [(start, clean(v, start, clause_end(v, token, start)))], "put")
        if v.token(j).text in (".", ",", ";") or v.around(j):
            break
    return None


def _count(v: View, token: Token, verb: Verb, who: Subject) -> Act | None:
    """count N, where somebody known counts: "The local counted at least 700." """
    start = token.i + 1
    amount = next((c for c in token.rights if c.dep_ == "dobj"), None)
    if amount is None or not any(t.like_num for t in v.doc[start : amount.i + 1]):
        return None
    return make(v, token, verb, who, [(start, _noun_end(v, token, amount))], "count")


def noun(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """announce Y: an object that is a noun phrase."""
    if who is None or who.passive or is_passive(token) or token.dep_ in ("relcl", "acl", "csubj"):
        return None
    if token.dep_ == "pcomp" and token.head.lower_ == "to" and token.head.head.lemma_ == "look":
        return None  # "looked forward to welcoming workers back"
    if verb.particle:
        extra = particle(token, verb.particle)
        if extra is None or extra.i + 1 > v.last:
            return None
        first = extra.i if verb.inside else extra.i + 1
        objects = [c for c in extra.rights if c.dep_ in ("pobj", "pcomp")]
        end = clause_end(v, token, first) if objects else None
        then = (j for j in range(first + 1, end or first) if v.token(j).text == "," and v.token(j + 1).lower_ == "then")
        end = next((j - 1 for j in then), end)  # "called for order, then said"
        if verb.particle == "about" and end is not None and objects[0].dep_ == "pobj":
            near = _noun_end(v, token, objects[0])  # "complained about heat twice, their president said"
            end = near if near < end and v.token(near + 1).dep_ != "cc" else end
        return make(v, token, verb, who, [(first, end)], "noun") if end is not None else None
    objects = [c for c in token.rights if c.dep_ == "dobj" and v.timed(c.i) is None]
    doing = next((c for c in token.rights if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.tag_ == "VBG"), None)
    if not objects and verb.lemma in DENIALS and doing is not None and doing.i == token.i + 1:
        return make(v, token, verb, who, [(doing.i, clause_end(v, token, doing.i))], "denied-doing")
    if verb.lemma in DENIALS and pointing(v, token.i + 1):
        return make(v, token, verb, who, [(token.i + 1, token.i + 1)], "noun")
    if not objects or who.head.lower_ in ("i", "you") or objects[0].lower_ in ("so", "this"):
        return None
    if objects[0].lower_ in ("that", "much", "all", "some", "most") and verb.lemma not in DENIALS:
        return None
    if verb.lemma == "reject" and objects[0].lemma_.lower() not in lexicon_of_cues().nouns:
        return None  # an offer is rejected by a vote, a claim by words
    if verb.lemma == "demand" and token.tag_ == "VBG" and _number(v, objects[0]):
        return None  # what a side stands on in the talks, said at no time
    head = objects[0]
    first = max(head.left_edge.i, token.i + 1)
    end = _noun_end(v, token, head)
    if verb.polarity in ("supports", "criticizes") and end < v.last and v.token(end + 1).lower_ == "for":
        reason = v.token(end + 1)
        quoted = end + 2 <= v.last and v.opening(end + 2) is not None
        if quoted or any(c.dep_ in ("pobj", "pcomp") for c in reason.rights):
            end = clause_end(v, token, first)  # "praised the drivers for “standing up”"
    return make(v, token, verb, who, [(first, end)], "noun")


def _number(v: View, head: Token) -> bool:
    return (
        any(c.isdigit() for c in head.text)
        or head.ent_type_ in ("MONEY", "PERCENT")
        or any(c.is_currency for c in head.lefts)
    )


def _attached(v: View, i: int) -> bool:
    """Whether a prepositional phrase with a noun starts at the token ("to the union", "by Friday")."""
    token = v.token(i)
    return token.pos_ == "ADP" and v.around(i) is None and any(c.dep_ == "pobj" for c in token.rights)


def _noun_end(v: View, token: Token, head: Token) -> int:
    """End of a noun phrase as content: its clauses and prepositional phrases included, but no paper that carries the
    words ("in an email") and no day of speaking at its end."""
    start = max(head.left_edge.i, token.i + 1)
    end = head.right_edge.i
    limit = clause_end(v, token, start)
    while end < limit and _attached(v, end + 1):
        end = max(min(v.token(end + 1).right_edge.i, limit), end + 1)
    end = min(max(end, head.i), limit)
    for j in range(head.i + 1, end + 1):
        if v.token(j).text == "," and j < end and v.token(j + 1).tag_ in ("WDT", "WP"):
            end = j - 1  # "slammed the cuts at the mill, which has shed 300 jobs"
            break
        spoken = v.token(j).pos_ == "ADP" and (v.carrier(j) or v.past(j + 1))
        if spoken or (v.past(j) and v.token(j - 1).pos_ != "ADP"):
            end = j - 1
            break
    return clean(v, head.i, max(end, head.i))
