"""What the readers of this folder hand to one another: an attribution on its way to becoming a statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Act:
    """One attribution.

    Attributes:
        at: offset that orders acts: that of the cue, else of the content.
        content: raw stretches of text, quotation marks and punctuation at their ends still on them.
        zone: the words of the attribution itself (source, cue, adverbials), where a date of speaking may stand.
        before: whether the content stands before the cue, so that a quotation right after it goes on.
        speakers: set where layout gives them (transcripts); else they are resolved from `source`.
        open: the source is nobody that the text names ("was told", "it is said").
        more: further sources ("The Council, which ..., and the Alliance said").
        document: the paper that carries the words, once known.
    """

    at: int
    lemma: str | None
    cue: Span | None
    source: Span | None
    content: list[Span]
    zone: list[Span] = field(default_factory=list)
    addressee: Span | None = None
    more: list[Span] = field(default_factory=list)
    before: bool = False
    frame: str = "clause"
    rule: str = ""
    confidence: float = 0.9
    speakers: tuple[Ref, ...] = ()
    candidates: tuple[Ref, ...] = ()
    open: bool = False
    note: str | None = None
    verb: Token | None = None
    lang: str | None = None
    document: Ref | None = None
