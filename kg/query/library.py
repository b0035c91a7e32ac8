"""The library of questions: one .rq file each in queries/, its header comment read by people and by this module.

# title: Strikes that began before a date
# description: Strikes that start before a given day, month or year.
# parameter: before = 2020 | YYYY, YYYY-MM or YYYY-MM-DD
# parameter: place | name of a place; left out: all
# columns: strike, start, event
"""

from __future__ import annotations

import os

from kg import paths
from kg.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeGuard

    from pyoxigraph import Literal

    from kg.query.parameters import Term


class Parameter:
    """A variable that may be given; `default` is None where it may be left free."""

    __slots__ = ("default", "description", "name")

    def __init__(self, name: str, default: str | None, description: str) -> None:
        self.name, self.default, self.description = name, default, description


class Question:
    """A query with what its header says of it."""

    __slots__ = ("columns", "description", "name", "parameters", "text", "title")

    def __init__(
        self, name: str, text: str, title: str, description: str, parameters: tuple[Parameter, ...], columns: str
    ) -> None:
        self.name, self.text, self.title, self.description = name, text, title, description
        self.parameters, self.columns = parameters, columns

    def bindings(self, given: Mapping[str, Term]) -> dict[str, Term]:
        """The parameters given, and defaults for the others.

        Raises:
            UsageError: the question declares parameters, and this is none of them; or a day is none.
        """
        known = [p.name for p in self.parameters]
        for name in given:
            if known and name not in known:
                raise UsageError(f"{self.name} has no parameter {name!r};", f"it has: {', '.join(known)}.")
        for p in self.parameters:
            value = given.get(p.name)
            if "year" in p.description.lower().replace("yyyy", "year") and _is_plain(value):
                raise UsageError(f"{p.name}={value.value!r} is no day.", "Write it as 2019-06-11, 2019-06 or 2019.")
        if not any(p.default is not None for p in self.parameters):
            return dict(given)
        from kg.query.parameters import term

        defaults = {p.name: term(p.default) for p in self.parameters if p.default is not None}
        return {**defaults, **given}


def _is_plain(value: object) -> TypeGuard[Literal]:
    """Whether it is a literal of words, which begin with no year."""
    from pyoxigraph import Literal

    return isinstance(value, Literal) and not value.value[:4].isdecimal()


def read(name: str, text: str) -> Question:
    """A question from the text of a .rq file; a header that is missing leaves its parts empty."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        name_of, colon, words = line[1:].lstrip().partition(":")
        if colon and name_of in ("title", "description", "parameter", "columns"):
            fields.setdefault(name_of, []).append(words.strip())
    parameters = []
    for line in fields.get("parameter", []):
        head, _, description = line.partition("|")
        variable, equals, default = head.partition("=")
        parameters.append(Parameter(variable.strip(), default.strip() if equals else None, description.strip()))
    title, description, columns = (" ".join(fields.get(key, [])) for key in ("title", "description", "columns"))
    return Question(name, text, title or name, description, tuple(parameters), columns)


def questions() -> list[Question]:
    """All questions of the library, by name."""
    files = sorted(paths.data("queries").glob("*.rq"))
    return [read(path.stem, path.read_text(encoding="utf-8")) for path in files]


def question(name: str) -> Question:
    """The question of a name.

    Raises:
        UsageError: the library has none of that name.
    """
    path = os.path.join(paths.folder("queries"), f"{name}.rq")
    if name.replace("-", "_").isidentifier() and os.path.isfile(path):
        with open(path, encoding="utf-8") as file:
            return read(name, file.read())
    import difflib

    names = [p.stem for p in paths.data("queries").glob("*.rq")]
    near = difflib.get_close_matches(name, sorted(names), n=3, cutoff=0.4)
    raise UsageError(
        f"the library has no question {name!r}.",
        (f"Near it: {', '.join(near)}. " if near else "") + "'kg queries' lists all; -e takes SPARQL.",
    )
