"""How present each entity is in the reader's mind at a point of the text.

The weights follow Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution", cut down to what news
needs: subjects and speakers before objects before the rest, halved with each sentence, and the running text and what
stands in quotation marks as two layers, since a quotation is a world of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpanTokens
    from spacy.tokens import Token

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
        draft = self.draft
        quotes = [q.inner for q in draft.structure.quotes if q.speech]
        self.layers = [any(q.start <= t.idx < q.end for q in quotes) for t in draft.doc]
        starts = {d.span.start for d in draft.structure.datelines}
        number = 0
        for sent in draft.doc.sents:
            if any(sent.start_char <= s < sent.end_char for s in starts):
                number += NEW_STORY
            number += any(not self.layers[t.i] and not t.is_space and not t.is_punct for t in sent)
            self.numbers.extend([number] * len(sent))
        for mention in sorted(draft.mentions, key=lambda m: m.span):
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Takes a mention into the discourse; one of several candidates, or of no entity, changes nothing."""
        layout = self.draft.structure
        if mention.target not in self.draft.entities or any(
            s.holds(mention.span) for s in (*layout.bylines, *layout.skip)
        ):
            return
        tokens = self.draft.tokens(mention.span)
        if not len(tokens):
            return
        head = tokens.root
        self.seen.append(
            Seen(
                ref=mention.target or "",
                head=head.i,
                first=tokens.start,
                sentence=self.numbers[head.i],
                role="speaker" if says(tokens) else role(head),
                quoted=self.layers[head.i],
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
        here = self.numbers[token.i]
        return [s for s in self.seen if s.first < token.i and here - s.sentence <= window]

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
        for s in self.before(token, window):
            if s.ref in skip:
                continue
            factor = fits(self.draft.entities[s.ref])
            if factor <= 0:
                continue
            weight = WEIGHTS[s.role] * DECAY ** (here - s.sentence)
            if s.quoted != quoted:
                weight *= 0.3 if s.quoted else 0.6
            weights.setdefault(s.ref, []).append(factor * weight)
        # the strongest mention counts most: a plain sum keeps a speaker of two paragraphs ago on top for too long
        sums = {r: max(w) + 0.2 * (sum(w) - max(w)) for r, w in weights.items()}
        return sorted(((w, r) for r, w in sums.items()), key=lambda x: (-x[0], place(x[1])))


def says(tokens: SpanTokens) -> bool:
    """Whether a verb of saying stands right before or after a phrase, or after its apposition between commas.

    The parser loses the subject of many a "Convening the rally, NAME, head of X, said".
    """
    doc, end = tokens.doc, tokens.end
    if end < len(doc) and doc[end].text == ",":
        close = next((t.i for t in doc[end + 1 : end + 14] if t.text == "," or t.is_sent_start), 0)
        end = close + 1 if close and doc[close].text == "," else end
    after = next((t for t in doc[end : end + 2] if t.pos_ != "ADV"), None)
    before = doc[tokens.start - 1] if tokens.start else None
    told = after is not None and after.tag_ in ("VBD", "VBZ", "VBP") and after.lemma_ in saying()
    return told or (before is not None and before.tag_ in ("VBD", "VBZ") and before.lemma_ == "say")


def place(ref: Ref) -> int:
    """The offset in a key, for a stable order."""
    digits = ref.rpartition(":")[2]
    return int(digits) if digits.isdigit() else 0


def role(head: Token) -> str:
    """Grammatical role of a noun phrase by its head: speaker, subject, agent, object or other."""
    token = head
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    if token.dep_ in SUBJECTS:
        return "speaker" if token.head.lemma_ in saying() and token.dep_ == "nsubj" else "subject"
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return "speaker"
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return "agent"
    return "object" if token.dep_ in ("dobj", "dative", "iobj") else "other"


def choose(ranked: list[tuple[float, Ref]], close: float = CLOSE) -> tuple[Ref | None, tuple[Ref, ...]]:
    """The first of a ranking; where others come near it, none, and these as candidates."""
    if not ranked:
        return None, ()
    best = ranked[0][0]
    near = [ref for weight, ref in ranked if weight >= close * best]
    return (near[0], ()) if len(near) == 1 else (None, tuple(sorted(near, key=place)))
