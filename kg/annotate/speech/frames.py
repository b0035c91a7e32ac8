"""From a cue verb to an attribution, frame by frame (the frames are explained in kg/lexicon/cues.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech import clauses, objects, participles
from kg.annotate.speech.acts import Act
from kg.annotate.speech.coordination import outer
from kg.annotate.speech.cues import Verb, of_nobody, unreal
from kg.annotate.speech.nearby import before_aside, behind_comma, beside, parenthesis, partner
from kg.annotate.speech.parts import bounds
from kg.annotate.speech.regions import View
from kg.annotate.speech.relayed import relayed
from kg.annotate.speech.signs import sign_before
from kg.annotate.speech.sources import ASIDES, Subject, closing, phrase, subject, surface

if TYPE_CHECKING:
    from spacy.tokens import Token


# what one fears who will not be named
REPRISALS = {"retaliation", "reprisal", "retribution", "repercussion", "backlash", "discipline", "dismissal"}


def attribution(v: View, i: int) -> Act | None:
    """The attribution of the cue verb at the token, or None where nobody says anything."""
    token = v.token(i)
    verb = v.verbs.get(i)
    if verb is None or unreal(token) or _bare_participle(v, token):
        return None
    if participles.aside(v, token, verb):
        return participles.by_agent(v, token, verb)
    who = source_of(v, token, verb)
    if who is not None:
        who = _past_dateline(v, _past_fear(v, who))
    if who is not None and (who.head.lower_ == "you" or of_nobody(v.draft, who.span(v.draft))):
        return None
    if who is not None and who.head.lower_ in ("i", "we") and token.lemma_ == "ask":
        return None  # what the reporter asked
    if any(c.lower_ == "who" and c.i == v.first for c in token.lefts):
        return None  # "Who said unions were dead?"
    if _anonymity(v, token):
        return None
    if (told := relayed(v, token, verb, who)) is not None:
        return told
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


def _anonymity(v: View, token: Token) -> bool:
    """Whether the cue tells on what terms somebody speaks, which is news of nobody: "asked that his name not be used",
    "because she feared for her post", "requesting anonymity"."""
    rest = v.doc[token.i + 1 : min(token.i + 6, v.last + 1)]
    if token.lemma_ == "fear" and len(rest) and (rest[0].tag_ == "VBG" or rest[0].lemma_ in REPRISALS):
        return True
    words = [t.lower_ for t in rest if t.lower_ != "that"]
    if token.lemma_ in ("ask", "request", "demand") and "anonymity" in words[:2]:
        return True
    named = (
        len(words) > 1 and words[0] in ("his", "her", "their", "not") and {"name", "names", "named"} & set(words[:4])
    )
    return token.lemma_ in ("ask", "request", "insist") and bool(named)


def _bare_participle(v: View, token: Token) -> bool:
    """Whether a participle stands without an auxiliary, so that its subject is asked, not asking ("When asked")."""
    doc = token.doc
    if token.lower_ == "asked" and v.first + 1 < token.i < v.last and doc[token.i - 1].text == ",":
        aside = doc[token.i + 1].lower_ in ASIDES
        return aside and doc[token.i - 2].pos_ in ("PROPN", "NOUN")  # "Moyer, asked if they would win, said"
    if token.tag_ != "VBN" or any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.lefts):
        return False
    before = v.token(max(token.i - 1, v.first))
    if token.lower_.endswith("ed") and token.i < v.last and doc[token.i + 1].lower_ != "by" and surface(v, token):
        return False  # "“...,” the board alleged in its complaint", which the parser hangs on the quotation
    return (
        token.i == v.first
        or token.text[0].isupper()
        or before.lower_ in ("when", "if", "as", "once")
        or (token.dep_ in ("acl", "amod") and not before.is_punct and not before.is_quote)
    )


def source_of(v: View, token: Token, verb: Verb) -> Subject | None:
    """The source of a cue: by punctuation where a quotation stands before it, else by the parse, else by commas."""
    who = surface(v, token)
    if who is not None:
        return who
    if (named := participles.heard(v, token)) is not None:
        return named
    if participles.main_verb(v, token, verb):
        return beside(v, token, v.first)
    cue = outer(v, token.i)
    if cue is None and _goes_on(v, token):
        cue = token.head.i
    if cue is not None:
        return source_of(v, v.token(cue), v.verbs[cue])
    who = closing(v, token)
    if who is not None:
        return who
    floor, ceiling = bounds(v, token.i)
    sign = sign_before(v.draft, floor, token) if verb.lemma == "read" else None
    if sign is not None:
        return Subject(sign, *phrase(sign, floor, token.i - 1))
    if (aside := parenthesis(v, token)) is not None:
        return aside
    who = subject(token, floor, ceiling)
    own = who is not None and token.tag_ != "NNS" and who.head.head.i == token.i
    perfect = any(c.lemma_ in ("have", "’ve") and c.dep_ == "aux" for c in token.lefts)
    if own or (token.tag_ not in ("VBD", "VBZ", "VBP", "NNS") and not perfect):
        return who
    before = v.token(max(token.i - 1, v.first))
    after = behind_comma(v, token, ceiling) if "clause" in verb.frames else None
    if after is not None:
        return after
    if (
        before.pos_ in ("NOUN", "PROPN", "PRON")
        or before.text == ")"
        or token.tag_ == "NNS"
        or (perfect and who is None)
        or (before.text == "," and who is None)
    ):
        return beside(v, token, floor) or who or before_aside(v, token, floor)
    return who


def _goes_on(v: View, token: Token) -> bool:
    """Whether a participle goes on from the cue whose source stands behind it: "S, said V. Rao, adding that"."""
    head = token.head
    if token.tag_ != "VBG" or token.dep_ != "advcl" or head.i not in v.verbs or head.i > token.i:
        return False
    return v.token(token.i - 1).text == "," and any(c.dep_ == "nsubj" and head.i < c.i < token.i for c in head.rights)


def _past_fear(v: View, who: Subject) -> Subject:
    """The one whose fear the parser took for the source: "A nurse who feared retaliation said"."""
    if who.head.lemma_ not in REPRISALS or who.first <= v.first or v.token(who.first - 1).lemma_ != "fear":
        return who
    relative = next((j for j in range(v.first + 1, who.first) if v.token(j).lower_ == "who"), None)
    if relative is None:
        return who
    last = relative - 2 if v.token(relative - 1).text == "," else relative - 1
    return Subject(v.doc[v.first : last + 1].root, v.first, last)


def _past_dateline(v: View, who: Subject) -> Subject | None:
    """The source without a dateline that the parser took into it; None where nothing is left."""
    doc, structure = v.draft.doc, v.draft.structure
    ends = [d.span.end for d in structure.datelines if d.span.start <= doc[who.first].idx < d.span.end]
    if not ends:
        return who
    first = next(
        (t.i for t in doc[who.first : v.last] if t.idx >= ends[0] and not t.is_punct and not t.is_space), v.last
    )
    last = first
    while last < v.last and doc[last + 1].tag_ not in ("VBD", "VBZ", "MD", "VBP") and doc[last + 1].text != ",":
        last += 1
    if doc[min(last + 1, v.last)].tag_ not in ("VBD", "VBZ", "MD", "VBP"):
        return None
    return Subject(doc[first : last + 1].root, first, last)


READERS = (
    ("name", objects.name),
    ("cite", objects.name),
    ("as", objects.as_),
    ("of", objects.of),
    ("request", objects.request),
    ("tell", objects.tell),
    ("clause", clauses.clause),
    ("inf", objects.inf),
    ("expect", objects.expect),
    ("put", objects.put),
    ("noun", objects.noun),
)
