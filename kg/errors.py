"""Every error that a user can meet, as one tree.

    KgError                  exit 1; the base: nothing else is shown without a traceback
    ├── UsageError           exit 2; the command's words are off
    ├── NotFound             exit 3; a name of nothing that is there, or of several things where one is meant
    ├── InputError           a story that cannot be read: empty, binary, too long, not English ...
    │   └── GoldError        annotation to measure against that is not well formed
    ├── AnnotationError      a story that an annotator stumbled over
    ├── ModelError           the language model is missing or broken
    ├── OntologyError        a term that the ontology does not have
    ├── ConformanceError     a graph that breaks the shapes
    ├── StoreError           a store that cannot be opened, read or written
    │   └── StoreLocked      another process is writing to it
    ├── QueryError           a query that cannot be run
    │   ├── QuerySyntaxError with line and column
    │   ├── QueryForbidden   UPDATE, SERVICE, LOAD, FROM while they are off
    │   ├── QueryTimeout     stopped at the time limit
    │   ├── QueryTooLarge    stopped at the limit of memory, of rows or of the answer's length
    │   └── QueryBusy        not begun: too many others are being answered
    ├── ExportError          a file that cannot be written, a format that is not known
    └── DrawError            a picture that cannot be made

Each message says what was wrong with which input and what to do next.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors shown to users.

    Args:
        what: what was wrong, with which input.
        remedy: what the user can do next; may be empty.
    """

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[KgError], tuple[str, str]]:
        # Errors go from one process to another.
        return type(self), (self.what, self.remedy)


class UsageError(KgError):
    """The words of a command do not fit together."""

    exit_code = 2


class NotFound(KgError):
    """A name of nothing that is there, or of several things where one is meant: the command ran, the answer is no."""

    exit_code = 3


class InputError(KgError):
    """A story that cannot be read."""


class GoldError(InputError):
    """Annotation to measure against that is not well formed."""


class AnnotationError(KgError):
    """A story that an annotator stumbled over; the others go on."""


class ModelError(KgError):
    """The language model is missing or broken."""


class OntologyError(KgError):
    """A term that the ontology does not have."""


class ConformanceError(KgError):
    """A graph that breaks the shapes; not stored."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class QueryError(KgError):
    """A query that cannot be run."""


class QuerySyntaxError(QueryError):
    """A query that is not SPARQL; line and column count from 1."""

    def __init__(self, what: str, line: int, column: int, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type[QuerySyntaxError], tuple[str, int, int, str]]:  # type: ignore[override]
        return type(self), (self.what, self.line, self.column, self.remedy)


class QueryForbidden(QueryError):
    """A query that would write, or reach for something outside the store."""


class QueryTimeout(QueryError):
    """A query that was stopped at its time limit."""


class QueryTooLarge(QueryError):
    """A query that needs more memory, or gives a longer answer, than is allowed."""


class QueryBusy(QueryError):
    """A query that was not begun, since as many as may wait are waiting; it can be asked again."""


class ExportError(KgError):
    """A file that cannot be written or a format that is not known."""


class DrawError(KgError):
    """A picture that cannot be made."""
