"""Words that one tells another said: “Fine,” Ann Roy said Bo Li answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import Verb
from kg.annotate.speech.parts import make
from kg.annotate.speech.regions import View
from kg.annotate.speech.sources import Subject, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = ("PRON", "PROPN", "NOUN", "DET", "ADJ")


def relayed(v: View, token: Token, verb: Verb, who: Subject | None) -> Act | None:
    """The attribution of a cue that tells of another's words, or of that other cue; None for any other."""
    if who is None or who.last >= token.i or not verb.frames & {"clause", "tell"}:
        return None
    teller = subject(v.token(who.first - 1), v.first, who.first - 2) if who.first - 1 in v.cues else None
    if teller is not None and (said := v.closing(teller.first - 1)) is not None and _ends(v, token.i) is not None:
        return make(v, token, verb, who, [said[:2]], "relayed")
    said, inner = v.closing(who.first - 1), next((c for c in v.cues if c > token.i), None)
    if said is None or inner is None or inner == token.i + 1 or (end := _ends(v, inner)) is None:
        return None
    if any(t.pos_ not in NOMINAL for t in v.doc[token.i + 1 : inner]):
        return None
    return make(v, token, verb, who, [said[:2], (token.i + 1, end)], "relays")


def _ends(v: View, cue: int) -> int | None:
    """Last token of a clause that a cue ends, but for whom it is told; None where it goes on."""
    end = cue + (cue < v.last and v.token(cue + 1).pos_ == "PRON")
    return end if end == v.last or v.token(end + 1).text in (".", ",") else None
