"""What a search gives: plain records, text and offsets, never markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Kinds of hits, the things before what is said of them; a thing of several kinds goes by the first one.
THINGS = ("person", "union", "employer", "place", "organization", "action", "dispute", "document", "group")
KINDS = (*THINGS, "article", "quote", "statement", "sentence")
FACETS = ("kind", "outlet", "year", "month", "side", "issue")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing, article, statement or sentence that was found.

    Attributes:
        kind: one of `KINDS`; "quote" is a direct quotation, "statement" any other speech.
        iri: of what was found; of a sentence, the IRI of its characters.
        name: of a thing or its article; of a quote or statement, who says it ("" where nobody is named).
        text: the words around the first match: of a statement its content, of a thing its other names.
        marks: the words that matched, as (start, end) offsets in `text`.
        name_marks: the same in `name`.
        article: IRI of the article; None for a thing, which may stand in many.
        title, outlet, day: of that article; "" where not known.
        start, end: offsets of the whole in the article's text, in code points; None for a thing or an article.
        side, about: of a quote or statement, whose side speaks ("union"), and what it is about, in words.
        stories: in how many stories it was found; 0 for a dispute, which is known by all of them together.
    """

    kind: str
    iri: str
    name: str
    text: str
    marks: tuple[tuple[int, int], ...]
    name_marks: tuple[tuple[int, int], ...]
    article: str | None = None
    title: str = ""
    outlet: str = ""
    day: str = ""
    start: int | None = None
    end: int | None = None
    side: str = ""
    about: tuple[str, ...] = ()
    stories: int = 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have a value."""

    value: str
    hits: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the answer to a search.

    Attributes:
        hits: people, bodies and places by name first, then actions and other things, then articles and what is said
            in them, each by BM25; what is equal goes by IRI.
        total: how many hits there are on all pages.
        facets: name of a facet, of `FACETS` -> its values. The hits of each are counted as if its own filter were not
            set, but for "month", which tells months only inside the days that were asked for.
        corrected: the text that was searched for, if a word of the given one is in no document; else None.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[Count, ...]]
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A thing by its name, for completion.

    Attributes:
        name: the name that it is shown by; `kind`: one of the kinds of things; `iri`: its IRI.
        stories: in how many stories it is; 0 for a dispute.
    """

    name: str
    kind: str
    iri: str
    stories: int
