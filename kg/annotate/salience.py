"""How present each entity is in the reader's mind at a point of the text.

The weights follow Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution", cut down to what news
needs: subjects and speakers before objects before the rest, halved with each sentence, and the running text and what
stands in quotation marks as two layers, since a quotation is a world of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.view import View

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
WEIGHTS = {"speaker": 5.0, "subject": 4.0, "agent": 2.5, "object": 2.5, "other": 2.0}
DECAY = 0.6
NEW_STORY = 6  # sentences that a new dateline counts for
CLOSE = 0.85  # the second one this near to the first: no choice is made


@cache
def descriptions() -> dict[str, Any]:
    """kg/lexicon/descriptions.yaml."""
    loaded: dict[str, Any] = load_lexicon("descriptions.yaml")
    return loaded


@cache
def listed_words(name: str) -> frozenset[str]:
    """One of the word lists of the lexicon: saying, acting, papers, portions, teams."""
    return frozenset(descriptions()[name]["words"])


def saying() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return listed_words("saying")


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention in the discourse: what it stands for, its head, sentence number, grammatical role and layer."""

    ref: Ref
    head: int
    first: int
    sentence: int
    role: str
    quoted: bool
    name: bool
    span: Span


def discourse(draft: Draft) -> Discourse:
    """The discourse of a draft: built once, and then only told of the mentions that were added since."""
    disc, count, last = draft.memo.get("discourse", (None, 0, None))
    if disc is not None and count <= len(draft.mentions) and (count == 0 or draft.mentions[count - 1] is last):
        for mention in draft.mentions[count:]:
            disc.add(mention)
        disc.seen.sort(key=lambda s: s.span)
    else:
        disc = Discourse(draft)
    draft.memo["discourse"] = (disc, len(draft.mentions), draft.mentions[-1] if draft.mentions else None)
    found: Discourse = disc
    return found


@dataclass
class Discourse:
    """The mentions so far, with what is needed to weigh them."""

    draft: Draft
    numbers: list[int] = field(default_factory=list)
    layers: list[bool] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        draft, view = self.draft, self.draft.view
        self.layers = [False] * view.size
        for quote in draft.structure.quotes:
            if quote.speech:
                for i in range(bisect_left(view.start, quote.inner.start), bisect_left(view.start, quote.inner.end)):
                    self.layers[i] = True
        starts = {d.span.start for d in draft.structure.datelines}
        number = 0
        for first, last in view.sentences:
            if any(view.start[first] <= s < view.end[last - 1] for s in starts):
                number += NEW_STORY
            number += not all(view.mark[i] or self.layers[i] for i in range(first, last))
            self.numbers.extend([number] * (last - first))
        for mention in sorted(draft.mentions, key=lambda m: m.span):
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Takes a mention into the discourse; one of several candidates, or of no entity, changes nothing."""
        layout, view = self.draft.structure, self.draft.view
        if mention.target not in self.draft.entities or any(
            s.holds(mention.span) for s in (*layout.bylines, *layout.skip)
        ):
            return
        first, last = view.range(mention.span.start, mention.span.end)
        if first >= last:
            return
        head = view.root(first, last)
        self.seen.append(
            Seen(
                ref=mention.target or "",
                head=head,
                first=first,
                sentence=self.numbers[head],
                role="speaker" if says(view, first, last) else role(view, head),
                quoted=self.layers[head],
                name=mention.kind == "name",
                span=mention.span,
            )
        )

    def section(self, token: Token) -> int:
        """Sentence number at which the item that holds the token begins; a roundup has several."""
        starts = [d.span.start for d in self.draft.structure.datelines if d.span.start <= token.idx][1:]
        return self.numbers[self.draft.tokens(Span(starts[-1], starts[-1] + 1))[0].i] if starts else 0

    def before(self, token: Token, window: int) -> list[Seen]:
        """Mentions that begin before the token, at most `window` sentences back."""
        at, least = token.i, self.numbers[token.i] - window
        return [s for s in self.seen if s.first < at and s.sentence >= least]

    def ranked(
        self, token: Token, fits: Callable[[Entity], float], window: int = 4, skip: tuple[Ref, ...] = ()
    ) -> list[tuple[float, Ref]]:
        """Entities that fit, with their weight, the most present first.

        Args:
            token: where the reader stands.
            fits: factor for an entity, 0 for one that does not fit.
            window: sentences to look back.
            skip: entities that cannot be meant.
        """
        here, quoted = self.numbers[token.i], self.layers[token.i]
        weights: dict[Ref, list[float]] = {}
        factors: dict[Ref, float] = {}
        for s in self.before(token, window):
            if s.ref in skip:
                continue
            factor = factors.get(s.ref)
            if factor is None:
                factor = factors[s.ref] = fits(self.draft.entities[s.ref])
            if factor <= 0:
                continue
            weight = WEIGHTS[s.role] * DECAY ** (here - s.sentence)
            if s.quoted != quoted:
                weight *= 0.3 if s.quoted else 0.6
            weights.setdefault(s.ref, []).append(factor * weight)
        # the strongest mention counts most: a plain sum keeps a speaker of two paragraphs ago on top for too long
        sums = {r: max(w) + 0.2 * (sum(w) - max(w)) for r, w in weights.items()}
        return sorted(((w, r) for r, w in sums.items()), key=lambda x: (-x[0], place(x[1])))


def says(view: View, start: int, end: int) -> bool:
    """Whether a verb of saying stands right before or after the tokens, or after their apposition between commas.

    The parser loses the subject of many a "Convening the rally, NAME, head of X, said".
    """
    text, pos, size = view.text, view.pos, view.size
    if end < size and text[end] == ",":
        close = end + 1
        while close < size and text[close] != "," and view.sentence[close] == view.sentence[close - 1]:
            close += 1
        if close < min(end + 14, size) and text[close] == ",":
            end = close + 1
    if end < size and pos[end] == "ADV":
        end += 1
    if end < size and view.tag[end] in ("VBD", "VBZ", "VBP") and pos[end] != "ADV" and view.lemma[end] in saying():
        return True
    return start > 0 and view.tag[start - 1] in ("VBD", "VBZ") and view.lemma[start - 1] == "say"


def place(ref: Ref) -> int:
    """The offset in a key, for a stable order."""
    digits = ref.rpartition(":")[2]
    return int(digits) if digits.isdigit() else 0


def role(view: View, i: int) -> str:
    """Grammatical role of a noun phrase by its head: speaker, subject, agent, object or other."""
    dep, head = view.dep, view.head
    while dep[i] in ("conj", "appos") and head[i] < i:
        i = head[i]
    above = head[i]
    if dep[i] in SUBJECTS:
        return "speaker" if dep[i] == "nsubj" and view.lemma[above] in saying() else "subject"
    if dep[i] == "pobj" and view.lower[above] == "to" and view.lower[head[above]] == "according":
        return "speaker"
    if dep[i] == "pobj" and dep[above] == "agent":
        return "agent"
    return "object" if dep[i] in ("dobj", "dative", "iobj") else "other"


def choose(ranked: list[tuple[float, Ref]], close: float = CLOSE) -> tuple[Ref | None, tuple[Ref, ...]]:
    """The first of a ranking; where others come near it, none, and these as candidates."""
    if not ranked:
        return None, ()
    best = ranked[0][0]
    near = [ref for weight, ref in ranked if weight >= close * best]
    return (near[0], ()) if len(near) == 1 else (None, tuple(sorted(near, key=place)))
