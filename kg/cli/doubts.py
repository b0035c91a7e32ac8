"""Why a question found nothing, perhaps: names that the store does not have, terms that the ontology does not have."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from kg.cli.answers import near
from kg.glossary import entries
from kg.query.library import Question
from kg.query.tokens import tokens


def names(question: Question, given: Mapping[str, str], store: str) -> Iterator[str]:
    """A line for each parameter whose words name nothing in the store, or no kind or stage of the ontology."""
    for parameter in question.parameters:
        of_terms = "lab:" in parameter.description
        if parameter.name not in given or not (of_terms or "name" in parameter.description):
            continue
        word = given[parameter.name]
        strange, close = near(word, store, of_terms)
        if strange:
            what = "the ontology" if of_terms else store
            lists = "'kg ontology' lists all" if of_terms else "'kg query things' lists names"
            hint = f"Did you mean {' or '.join(close)}?" if close else f"{lists}."
            yield f"{what} has nothing of the name {word!r}. {hint}"


def terms(query: str) -> Iterator[str]:
    """A line for each term of our namespaces in a query that the ontology does not have."""
    used = dict.fromkeys(t.text for t in tokens(query) if t.kind == "name" and t.text.startswith(("lab:", "iss:")))
    known = [entry.name for entry in entries()] if used else []
    for name in used:
        if name not in known and not name.endswith(":"):
            close = difflib.get_close_matches(name, known, n=3, cutoff=0.7)
            hint = f"Near it: {', '.join(close)}." if close else "'kg ontology' lists all."
            yield f"the ontology has no term {name}. {hint}"
