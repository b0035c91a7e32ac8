"""From a cue verb to an attribution, frame by frame (the frames are explained in kg/lexicon/cues.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import Verb, is_passive, particle, unreal
from kg.annotate.speech.regions import View, behind, clause_end, goes_on, has_clause
from kg.annotate.speech.sources import Subject, addressee, behind_comma, beside, partner, subject, surface
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
ENDS = {".", ";", "!", "?"}


def attribution(v: View, i: int) -> Act | None:
    """The attribution of the cue verb at the token, or None where nobody says anything."""
    token = v.token(i)
    verb = v.verbs.get(i)
    if verb is None or unreal(token):
        return None
    who = source_of(v, token, verb)
    if who is not None and who.head.lower_ == "you":
        return None
    for frame, read in READERS:
        if frame in verb.frames:
            act = read(v, token, verb, who)
            if act is not None:
                act.frame = frame
                second = partner(v, token, who) if who is not None and who.last < token.i else None
                if second is not None:
                    act.more.append(second)
                return act
    return None


def source_of(v: View, token: Token, verb: Verb) -> Subject | None:
    """The source of a cue: by punctuation where a quotation stands before it, else by the parse, else by commas."""
    who = surface(v, token)
    if who is not None:
        return who
    floor, ceiling = _bounds(v, token.i)
    who = subject(token, floor, ceiling)
    own = who is not None and who.head.head.i == token.i
    if own or token.tag_ not in ("VBD", "VBZ", "VBP"):
        return who
    before = v.token(max(token.i - 1, v.first))
    after = behind_comma(v, token, ceiling) if "clause" in verb.frames else None
    if after is not None:
        return after
    if before.pos_ in ("NOUN", "PROPN", "PRON") or (before.text == "," and who is None):
        return beside(v, token, floor) or who
    return who


def _bounds(v: View, i: int) -> tuple[int, int]:
    """The tokens between which a source may stand: no further than the nearest quotations."""
    floor = max((r[1] + 1 for r in v.ranges if r[1] < i and r[2].speech), default=v.first)
    ceiling = min((r[0] - 1 for r in v.ranges if r[0] > i and r[2].speech), default=v.last)
    return floor, ceiling


def make(v: View, token: Token, verb: Verb, who: Subject | None, content: list[tuple[int, int]], rule: str) -> Act:
    """An attribution of the parts found."""
    draft = v.draft
    extra = particle(token, verb.particle) if verb.particle else None
    cue = Span(token.idx, token.idx + len(token))
    if extra is not None and extra.i == token.i + 1 and not verb.inside:
        cue = Span(token.idx, extra.idx + len(extra))
    spans = [draft.span(a, b) for a, b in content if b >= a]
    source = who.span(draft) if who is not None else None
    lemma = f"{verb.lemma} {verb.particle}" if verb.particle and not verb.inside else verb.lemma
    act = Act(token.idx, lemma, cue, source, spans, rule=rule, verb=token)
    act.zone = _zone(v, token, who, content)
    return act


def _zone(v: View, token: Token, who: Subject | None, content: list[tuple[int, int]]) -> list[Span]:
    """The words of the unit around the cue that are neither content nor another attribution's."""
    taken = {i for a, b in content for i in range(a, b + 1)}
    others = set(v.cues) - {token.i}
    spans: list[Span] = []
    run: list[int] = []
    for i in range(v.first, v.last + 2):
        free = i <= v.last and i not in taken and i not in others and v.around(i) is None
        if free:
            run.append(i)
        elif run:
            spans.append(v.draft.span(run[0], run[-1]))
            run = []
    return spans


# ---- clause: say that S; “S,” X said; S, said X; S1, X said, S2


def clause(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    if token.tag_ == "VBN" and is_passive(token) and who is not None and who.passive and verb.lemma != "say":
        return None
    if token.tag_ == "VBN" and not is_passive(token) and who is None:
        return None
    extra = particle(token, verb.particle) if verb.particle else None
    start = (extra.i if extra is not None else token.i) + 1
    inverted = who is not None and who.first > token.i
    left = (
        min(who.first, token.i) if who is not None and who.first < token.i and _near(v, who, token) else _left(v, token)
    )
    before = _before(v, left, token)
    if inverted and who is not None:
        act = around(v, token, verb, who, left, who.last)
        return act
    after = behind(v, start)
    if who is None and verb.lemma not in ("say", "read", "go") and token.tag_ != "VBG" and before is None:
        return None
    if as_said(v, left):
        return _as_said(v, token, verb, who, start)
    strong = after is not None and (after[0] in ("that", "quote", "colon") or (after[0] == "clause" and not verb.weak))
    if before is not None and after is not None and after[0] == "quote":
        # “S1,” X said, “S2”: the quotation behind goes on, unless what stands before is only an adjunct
        if before[0] == "quote" or _interrupts(v, before[1], left, after[1]):
            return around(v, token, verb, who, left, token.i)
    if before is not None and before[0] == "quote" and (after is None or after[0] == "clause"):
        if after is None or not _own_subject(v, after[1]):
            return around(v, token, verb, who, left, token.i)
    if strong and after is not None:
        end = clause_end(v, token, after[1])
        return make(v, token, verb, who, [(after[1], end)], f"{after[0]}-behind")
    if before is not None and (who is not None or before[0] == "quote"):
        return around(v, token, verb, who, left, token.i)
    return None


def _near(v: View, who: Subject, token: Token) -> bool:
    """Whether the source stands in the clause of its cue, no quotation between."""
    return not any(who.last < r[0] and r[1] < token.i and r[2].speech for r in v.ranges) and who.first <= token.i


def _left(v: View, token: Token) -> int:
    """First token of a cue without a near source: the verb with its auxiliaries and adverbs."""
    left = token.i
    while left - 1 >= v.first and v.token(left - 1).pos_ in ("AUX", "ADV", "PART") and v.around(left - 1) is None:
        left -= 1
    return left


def _before(v: View, left: int, token: Token) -> tuple[str, int] | None:
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
        if any(r[0] < left and r[0] > cue for r in v.ranges) or token.dep_ in ("ccomp", "ROOT", "conj", "parataxis"):
            if _outer(v, cue, left):
                start = cue + 1
    if start == v.first:
        return _strip(v, start, left)
    while start < left and v.opening(start) is None and v.token(start).text not in (",", ";"):
        start += 1
    return _strip(v, start, left)


def _outer(v: View, cue: int, left: int) -> bool:
    """Whether a cue before an attribution has content of its own there, so that the two do not share it."""
    before = any(r[1] < cue for r in v.ranges)
    after = next((r for r in v.ranges if cue < r[0] < left), None)
    return before and after is not None


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
    end = left - 1
    while end > start and v.closing(end) is None and (v.token(end).is_punct or v.token(end).is_space):
        end -= 1
    if end < start or left <= v.first:
        return None
    quoted = v.closing(end) is not None
    start = _alone(v, start, end) if quoted else start
    content = [(start, end)]
    if not quoted:
        opening = v.token(start)
        adjunct = opening.pos_ in ("ADP", "SCONJ") or opening.tag_ in ("VBG", "VBN")
        if not has_clause(v, start, end) and adjunct:
            return None
    if not quoted and v.token(end).pos_ in ("SCONJ", "ADP") and end > start:
        rest = _rest(v, last, False)
        return make(v, token, verb, who, [rest], "inside") if rest else None
    rest = _rest(v, last, quoted or has_clause(v, start, end))
    act = make(v, token, verb, who, content + ([rest] if rest else []), "around" if rest else "before")
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


def _rest(v: View, last: int, complete: bool) -> tuple[int, int] | None:
    """Content that goes on behind an attribution: a quotation behind a comma, or the clause that it interrupted."""
    i = last + 1
    while i <= v.last and v.token(i).text not in (",", ":", "—", "–") and v.opening(i) is None:
        if v.token(i).text in ENDS or i in v.cues:
            return None
        i += 1
    # asides of the source: ", a nurse at the clinic,"
    while i < v.last:
        if v.opening(i) or v.opening(i + 1):
            opening = v.opening(i) or v.opening(i + 1)
            assert opening is not None
            if opening[2].speech or not complete:
                return opening[0], _end(v, opening[0], complete)
        if v.token(i).text in (",", "—", "–") and goes_on(v, i + 1, v.last):
            return i + 1, _end(v, i + 1, complete)
        if v.token(i).text in (",",) and not complete and i == last + 1:
            return i + 1, _end(v, i + 1, complete)
        if not complete and v.token(i).text == ",":
            return i + 1, _end(v, i + 1, complete)
        if i > last and i in v.cues:
            return None
        i += 1
        if v.token(i).text in ENDS:
            return None
        if complete and v.token(i).lower_ in ("because",):
            return i, _end(v, i, complete)
    return None


def _end(v: View, start: int, complete: bool) -> int:
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
    while end > start and v.closing(end) is None and (v.token(end).is_punct or v.token(end).is_space):
        if v.token(end).text.endswith(".") and len(v.token(end).text) > 1:
            break
        end -= 1
    return end


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


# ---- tell, ask, name ...


def tell(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    if is_passive(token):
        if who is None:
            return None
        after = behind(v, token.i + 1)
        if after is None:
            return None
        spoken = make(
            v, token, verb, None if who.passive else who, [(after[1], clause_end(v, token, after[1]))], "told"
        )
        if who.passive:
            spoken.open, spoken.addressee = True, who.span(v.draft)
        return spoken
    if who is None:
        return None
    hearer = addressee(token, *_bounds(v, token.i))
    start = hearer[1] + 1 if hearer else token.i + 1
    if start <= v.last and v.token(start).lower_ in ("to", "not") and "request" in verb.frames:
        return None
    left = min(who.first, token.i) if who.first < token.i and _near(v, who, token) else _left(v, token)
    before = _before(v, left, token)
    after = behind(v, start)
    act: Act | None = None
    if before is not None and before[0] == "quote" and (after is None or after[0] != "that"):
        act = around(v, token, verb, who, left, start - 1)
    elif after is not None and hearer is not None:
        act = make(v, token, verb, who, [(after[1], clause_end(v, token, after[1]))], "tell")
    elif before is not None and hearer is not None:
        act = around(v, token, verb, who, left, start - 1)
    if act is not None and hearer is not None:
        act.addressee = v.draft.span(*hearer)
    return act


def name(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """call X Y: an object and a quotation, an adjective or "a ..." behind it."""
    if who is None or who.passive or is_passive(token) or any(c.dep_ == "prt" for c in token.rights):
        return None
    start = token.i + 1
    if start > v.last or v.token(start).lower_ in ("on", "for", "off", "upon", "in", "out", "up"):
        return None
    for j in range(start, min(start + 30, v.last + 1)):
        opening = v.opening(j)
        if opening is not None and opening[2].depth == 0:
            return make(v, token, verb, who, [(start, _chain(v, opening[1]))], "name")
        if (
            v.token(j).text in (";", ":", ".")
            or j in v.cues
            or v.token(j).dep_ == "cc"
            and v.token(j).head.i == token.i
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


def _chain(v: View, end: int) -> int:
    """The end of quotations joined by "and" from the one that ends at the token."""
    while end + 2 <= v.last and v.token(end + 1).lower_ in ("and", "or", ","):
        nxt = v.opening(end + 2) or (
            v.opening(end + 3) if end + 3 <= v.last and v.token(end + 2).lower_ in ("a", "an", "the", "and") else None
        )
        if nxt is None:
            break
        end = nxt[1]
    return end


def _cut_conj(v: View, token: Token, end: int) -> int:
    for child in token.rights:
        if child.dep_ in ("cc", "conj") and child.i <= end and (child.dep_ == "cc" or child.pos_ in ("VERB", "AUX")):
            end = min(end, child.left_edge.i - 1)
    return _clean(v, token.i + 1, end)


def _clean(v: View, start: int, end: int) -> int:
    while (
        end > start
        and v.closing(end) is None
        and v.around(end) is None
        and (v.token(end).is_punct or v.token(end).is_space)
    ):
        if v.token(end).text.endswith(".") and len(v.token(end).text) > 1:
            break
        end -= 1
    held = v.around(end)
    return held[1] if held else end


def as_(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """describe X as Y."""
    if who is None or who.passive or is_passive(token):
        return None
    start = token.i + 1
    for j in range(start, min(start + 30, v.last + 1)):
        word = v.token(j)
        if v.around(j) or word.text in (";", ".", ":") or (word.dep_ == "cc" and word.head.i == token.i):
            break
        if word.lower_ == "as" and word.dep_ in ("prep", "mark", "advmod", "agent") and j < v.last:
            opening = v.opening(j + 1)
            end = _chain(v, opening[1]) if opening else _clean(v, j + 1, min(_edge(word), v.last))
            if not opening and word.dep_ != "prep":
                break
            if j == start:
                act = make(v, token, verb, who, [(j + 1, end)], "as")
                act.cue, act.lemma = Span(token.idx, word.idx + len(word)), f"{verb.lemma} as"
                return act
            return make(v, token, verb, who, [(start, end)], "as")
    return None


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
        or ahead[0].is_punct
        and not v.opening(start)
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
        if (
            verb.lemma in DIRECTIVES
            or verb.lemma == "request"
            or extra is not None
            and verb.lemma in ("call", "plead", "appeal")
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
    for j in range(start + 1, min(start + 16, v.last)):
        if v.token(j).lower_ == "at" and any(
            t.like_num or t.is_currency for t in v.draft.doc[j + 1 : min(j + 6, v.last + 1)]
        ):
            return make(v, token, verb, who, [(start, _clean(v, start, clause_end(v, token, start)))], "put")
        if v.token(j).text in (".", ",", ";") or v.around(j):
            break
    return None


def noun(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """announce Y: an object that is a noun phrase."""
    if who is None or who.passive or is_passive(token) or token.dep_ in ("relcl", "acl", "csubj"):
        return None
    if verb.particle:
        extra = particle(token, verb.particle)
        if extra is None or extra.i + 1 > v.last:
            return None
        first = extra.i if verb.inside else extra.i + 1
        objects = [c for c in extra.rights if c.dep_ in ("pobj", "pcomp")]
        end = clause_end(v, token, first) if objects else None
        return make(v, token, verb, who, [(first, end)], "noun") if end is not None else None
    objects = [c for c in token.rights if c.dep_ == "dobj" and v.timed(c.i) is None]
    if not objects or who.head.lower_ in ("i", "you") or objects[0].lower_ in ("much", "so", "that", "this"):
        return None
    head = objects[0]
    first = max(head.left_edge.i, token.i + 1)
    return make(v, token, verb, who, [(first, _noun_end(v, token, head))], "noun")


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
        spoken = v.token(j).pos_ == "ADP" and (v.carrier(j) or v.past(j + 1))
        if spoken or (v.past(j) and v.token(j - 1).pos_ != "ADP"):
            end = j - 1
            break
    return _clean(v, head.i, max(end, head.i))


READERS = (
    ("name", name), ("as", as_), ("of", of), ("request", request), ("tell", tell), ("clause", clause), ("inf", inf),
    ("expect", expect), ("put", put), ("noun", noun),
)  # fmt: skip
