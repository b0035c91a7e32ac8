"""Questions in SPARQL: the library's and one's own. Scripts ask /sparql; without them this page answers itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import KgError, QuerySyntaxError, UsageError
from kg.prefixes import PREFIXES
from kg.query import Asked, Result, Term, library, term
from kg.query.output import plain, triples
from kg.query.parameters import bind
from kg.serve.page import Page
from kg.serve.site import SPACES

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.site import Site

FIRST = f"""# Which unions do the stories know?
PREFIX lab: <{PREFIXES["lab"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>

SELECT ?union ?name WHERE {{
  ?union a lab:LaborUnion ;
         rdfs:label ?name .
}}
ORDER BY ?name
"""
TIMEOUT = 20.0
MOST_ROWS = 1000
PARAMETER = "p."
_IRI = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of the library."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter of a question: what it means, and the value given, "" for none."""

    name: str
    description: str
    default: str
    value: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer: its text, and its IRI if it is one."""

    text: str
    iri: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `kind` is rows, truth or triples, and the fields of the other kinds are empty; `more` rows are left
    out; triples are Turtle.
    """

    kind: str
    variables: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool
    truth: bool
    triples: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer; line and column count from 1, 0 where it is no matter of a place."""

    what: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked and, if it was to be run, the answer or the fault.

    Attributes:
        question: name of the question of the library that the text is from; "" for one's own.
        text: the query; `bound` is the same with the parameters in place of their variables.
        folders: folders of this site -> how the IRIs of the things begin that have their pages there.
    """

    questions: tuple[Choice, ...]
    question: str
    title: str
    description: str
    parameters: tuple[Given, ...]
    text: str
    bound: str
    answer: Answer | None
    fault: Fault | None
    folders: dict[str, str]


def _query(site: Site, request: Request) -> Query:
    asked = request.query_params
    name, written = asked.get("question", ""), asked.get("query", "").replace("\r\n", "\n")
    stored = library.question(name) if name else library.read("", FIRST)
    question = library.read(name, written) if written.strip() else stored
    parameters = tuple(
        Given(p.name, p.description, p.default or "", asked.get(PARAMETER + p.name, "").strip())
        for p in question.parameters
    )
    bound, answer, fault = question.text, None, None
    try:
        bound = bind(question.text, question.bindings(_terms(asked)))
        if asked.get("run"):
            answer = _answer(site, bound)
    except UsageError as error:
        fault = Fault(str(error), 0, 0)
    except QuerySyntaxError as error:
        fault = Fault(str(error), error.line, error.column)
    except KgError as error:
        fault = Fault(error.what, 0, 0)
    choices = tuple(Choice(q.name, q.title) for q in library.questions())
    title, description = (question.title, question.description) if name else ("", "")
    return Query(choices, name, title, description, parameters, question.text, bound, answer, fault, SPACES)


def _terms(asked: Mapping[str, str]) -> dict[str, Term]:
    """The parameters that have a value."""
    return {
        name.removeprefix(PARAMETER): term(value.strip())
        for name, value in asked.items()
        if name.startswith(PARAMETER) and value.strip()
    }


def _answer(site: Site, query: str) -> Answer:
    with site.pool().ask(Asked(query), TIMEOUT) as result:
        if result.kind == "truth":
            return Answer("truth", (), (), False, result.truth, "")
        if result.kind == "triples":
            return Answer("triples", (), (), False, False, triples("turtle", result.triples()))
        return _rows(result)


def _rows(result: Result) -> Answer:
    found = result.rows()
    rows = tuple(tuple(_cell(value) for value in row) for row in islice(found, MOST_ROWS))
    return Answer("rows", tuple(result.variables), rows, next(found, None) is not None, False, "")


def _cell(value: object) -> Cell:
    iri = _IRI.fullmatch(str(value))
    return Cell(plain(value), iri[1] if iri else "")


PAGE = Page("query", "/query", "Ask", _query, "question=strikes&run=1")
