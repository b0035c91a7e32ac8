"""The prompt of `kg shell`: lines with history and completion, by prompt_toolkit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from kg.cli.complete import beginning, names
from kg.cli.shell import finished
from kg.prefixes import PREFIXES

WORDS = [".ask", ".help", ".prefixes", ".quit", ".save"]
KEYWORDS = (
    "ASK CONSTRUCT DESCRIBE SELECT DISTINCT REDUCED WHERE FROM GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS NOT"
    " GROUP ORDER BY HAVING LIMIT OFFSET ASC DESC COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT AS BOUND CONTAINS LCASE STR"
)


def entries(store: str) -> Iterator[str]:
    """What is typed, entry by entry, until the end of input; Ctrl-C gives an entry up."""
    session: PromptSession[str] = PromptSession(
        "kg> ",
        multiline=True,
        prompt_continuation="  > ",
        history=_history(Path(click.get_app_dir("kg"))),
        completer=Words(store),
        key_bindings=_keys(),
    )
    while True:
        try:
            yield session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history(folder: Path) -> History:
    """The entries of earlier times, or of this time alone where their file cannot be written."""
    file = folder / "history"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.open("ab").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))


def _keys() -> KeyBindings:
    """Return runs what is finished, and begins a new line otherwise."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if finished(buffer.text + "\n"):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=False)

    return keys


class Words(Completer):
    """Completes prefixes, terms, keywords, variables, names of things, questions and their parameters."""

    def __init__(self, store: str) -> None:
        self._store = store

    @cached_property
    def _names(self) -> list[str]:
        return names(self._store)

    @cached_property
    def _terms(self) -> list[str]:
        """All terms that the ontology and its shapes name, with their prefixes."""
        from pyoxigraph import NamedNode, parse

        from kg import paths
        from kg.query.output import plain

        nodes = {
            plain(node)
            for file in ("labor.ttl", "shapes.ttl")
            for quad in parse(path=paths.data("ontology") / file)
            for node in quad.triple
            if isinstance(node, NamedNode)
        }
        return sorted(node for node in nodes if node.partition(":")[0] in PREFIXES and not node.endswith(":"))

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may stand for the word before the cursor."""
        before = document.text_before_cursor
        start, offers = self._asked(before) if before.lstrip().startswith(".") else self._sparql(before)
        return (Completion(offer, -len(start)) for offer in offers)

    def _asked(self, before: str) -> tuple[str, list[str]]:
        """The beginning that is typed and what it may become, in a line with a dot."""
        from kg.query.library import questions

        words = before.lstrip()
        if " " not in words:
            return words, beginning(WORDS, words)
        word, _, rest = words.partition(" ")
        if word != ".ask":
            return "", []
        if " " not in rest:
            return rest, beginning([q.name for q in questions()], rest)
        if value := re.search(r"""=("[^"]*|[^\s"']*)$""", rest):
            return value[1], [f'"{name}"' for name in beginning(self._names, value[1].removeprefix('"'))]
        name, typed = rest.split(" ")[0], rest.rpartition(" ")[2]
        known = next((q.parameters for q in questions() if q.name == name), ())
        return typed, beginning([f"{p.name}=" for p in known], typed)

    def _sparql(self, before: str) -> tuple[str, list[str]]:
        if text := re.fullmatch(r"""(?:[^"]|"[^"\n]*")*"([^"\n]*)""", before):
            return text[1], [f'{name}"' for name in beginning(self._names, text[1])]
        typed = re.search(r"[?$]?[\w-]*(?::[\w-]*)?$", before)
        start = typed[0] if typed else ""
        if not start:
            return "", []
        if start[0] in "?$":
            return start, beginning(sorted(set(re.findall(r"[?$]\w+", before[: -len(start)])) - {start}), start)
        if ":" in start:
            return start, beginning(self._terms, start)
        ends = [t for t in self._terms if t.partition(":")[2].casefold().startswith(start.casefold())]
        return start, [*beginning([f"{p}:" for p in PREFIXES], start), *beginning(KEYWORDS.split(), start), *ends]
