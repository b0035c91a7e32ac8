"""The curation file: what people have decided, as a list in YAML that they keep under version control.

    - same: [article/n1/person/maria-torres, article/n7/person/maria-torres]
      who: Ada Ruiz
      when: 2026-06-12
      why: one steward, two spellings of her employer

The verdict of an entry is its key `same`, `different`, `rename` (with `to`), `type` (with `to`), `alias` (with `is`),
`reject` or `accept`. A thing is an IRI in full, an IRI after d: or from article/ on, or a name as a story has it; a
name may be told apart by `kind` and `in`, for the entry or, as {name: ..., kind: ..., in: ...}, for one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from kg.errors import InputError
from kg.ids import DATA, digest

# verdict -> the key of its value, or None
VERDICTS = {
    "same": None,
    "different": None,
    "rename": "to",
    "type": "to",
    "alias": "is",
    "reject": None,
    "accept": None,
}
PAIRING = ("same", "different")
OF_FACTS = ("reject", "accept")
SIGNED = ("who", "when", "why")
GROUPS = ("person", "union", "organization", "place", "action")
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Named:
    """How an entry names a thing: `text` is an IRI or a name; `kind`: a class or group; `story`: an article."""

    text: str
    kind: str | None = None
    story: str | None = None

    @property
    def iri(self) -> str | None:
        """The IRI in full, or None for a name."""
        bare = self.text[1:-1] if self.text.startswith("<") and self.text.endswith(">") else self.text
        if bare.startswith("article/"):
            return DATA + bare
        if bare.startswith("d:"):
            return DATA + bare[2:]
        return bare if bare.startswith(DATA) else None

    def __str__(self) -> str:
        return self.text if self.iri else f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the file.

    Attributes:
        verdict: a key of VERDICTS; `value`: the new name, class or other name.
        things: what it is about, in the order of the file.
        words: exact words of a fact, by which it is found again when the text around it changes.
        place: file and line, such as "curation.yaml:12".
    """

    verdict: str
    things: tuple[Named, ...]
    who: str
    when: str
    why: str
    value: str | None = None
    words: str | None = None
    place: str = ""

    @property
    def iri(self) -> str:
        """IRI of the decision: a hash of all that it says."""
        parts = [self.verdict, *(f"{t.iri or t.text}|{t.kind}|{t.story}" for t in self.things)]
        parts += [str(p) for p in (self.value, self.words, self.who, self.when, self.why)]
        return f"{DATA}decision/{digest(chr(10).join(parts))[:16]}"

    def __str__(self) -> str:
        things = ", ".join(map(str, self.things))
        return f"{self.verdict} {things}{f' {VERDICTS[self.verdict]} {self.value}' if self.value else ''}"


def read(path: Path) -> list[Decision]:
    """The decisions of a file, in its order.

    Raises:
        InputError: it cannot be read or an entry is wrong; the message names file and line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"the curation file {path} cannot be read: {error.strerror}.", "Check --curation.") from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> list[Decision]:
    """The decisions of a file's bytes; see `read`."""
    if len(data) > LARGEST:
        raise InputError(f"{name}: is longer than {LARGEST:,} bytes.")
    try:
        root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not UTF-8 text.") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "no YAML"
        raise InputError(
            f"{name}:{mark.line + 1 if mark else 1}: {problem}.", "Mend the line; see docs/curation.md."
        ) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise _wrong(name, root, "the file is no list", "Begin each decision with '- '.")
    found: dict[str, Decision] = {}
    for node in root.value:
        decision = _decision(name, node)
        earlier = found.setdefault(decision.iri, decision)
        if earlier is not decision:
            raise _wrong(name, node, f"says the same as {earlier.place}", "Leave out one.")
    return list(found.values())


def _wrong(name: str, node: yaml.Node, what: str, remedy: str = "") -> InputError:
    return InputError(f"{name}:{node.start_mark.line + 1}: {what}.", remedy)


def _decision(name: str, node: yaml.Node) -> Decision:
    entry = _fields(name, node)
    verdicts = [key for key in entry if key in VERDICTS]
    if len(verdicts) != 1:
        raise _wrong(name, node, "a decision has one verdict", f"Give one of {', '.join(VERDICTS)}.")
    verdict = verdicts[0]
    key = VERDICTS[verdict]
    allowed = {verdict, *SIGNED, "kind", "in", *([key] if key else []), *(["words"] if verdict in OF_FACTS else [])}
    if unknown := sorted(entry.keys() - allowed):
        raise _wrong(
            name, entry[unknown[0]], f"{verdict} has no field {unknown[0]!r}", f"It has {', '.join(sorted(allowed))}."
        )
    texts = {k: _text(name, k, v) for k, v in entry.items() if k != verdict}
    if missing := [k for k in (*([key] if key else []), *SIGNED) if k not in texts]:
        raise _wrong(name, node, f"{verdict} lacks {missing[0]!r}", "A decision says who, when and why.")
    if not _is_day(texts["when"]):
        raise _wrong(name, entry["when"], f"{texts['when']!r} is no day", "Write it as 2026-06-12.")
    things = _things(name, verdict, entry[verdict], texts.get("kind"), texts.get("in"))
    return Decision(
        verdict,
        things,
        texts["who"],
        texts["when"],
        texts["why"],
        texts[key] if key else None,
        texts.get("words"),
        f"{name}:{node.start_mark.line + 1}",
    )


def _fields(name: str, node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(name, node, "is no decision", "Write it as '- same: [a, b]' with who, when and why below.")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        word = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if word in found:
            raise _wrong(name, key, f"{word!r} is there twice")
        found[word] = value
    return found


def _text(name: str, key: str, node: yaml.Node) -> str:
    words = " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""
    if not words:
        raise _wrong(name, node, f"{key!r} is no text", "Put text with : or # in it into quotes.")
    return words


def _things(name: str, verdict: str, node: yaml.Node, kind: str | None, story: str | None) -> tuple[Named, ...]:
    if verdict in PAIRING:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else []
        if len(nodes) < 2:
            raise _wrong(name, node, f"{verdict} needs two things or more", f"Write it as '- {verdict}: [a, b]'.")
    else:
        nodes = [node]
    found = [_thing(name, verdict, n, kind, story) for n in nodes]
    if len(set(found)) < len(found):
        raise _wrong(name, node, "names a thing twice", "Tell things of one name apart by 'in' or by IRIs.")
    return tuple(found)


def _thing(name: str, verdict: str, node: yaml.Node, kind: str | None, story: str | None) -> Named:
    if isinstance(node, yaml.MappingNode) and verdict not in OF_FACTS:
        entry = _fields(name, node)
        if "name" not in entry or entry.keys() - {"name", "kind", "in"}:
            raise _wrong(name, node, "is no thing", "Write it as {name: ..., kind: ..., in: ...}.")
        texts = {key: _text(name, key, value) for key, value in entry.items()}
        kind, story = texts.get("kind", kind), texts.get("in", story)
        thing = Named(texts["name"], kind, story)
    else:
        thing = Named(_text(name, verdict, node), kind, story)
    if thing.iri and not re.fullmatch(r"[^\x00-\x20<>\"{}|\\^`]+/[^\x00-\x20<>\"{}|\\^`]+", thing.iri):
        raise _wrong(name, node, f"{thing.text!r} is no IRI")
    return Named(thing.text) if thing.iri else thing


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def appended(data: bytes, decisions: Iterable[Decision], name: str) -> bytes:
    """The file with decisions added at its end; what is there stays byte for byte.

    Raises:
        InputError: the file is wrong as it is, or nothing can be added to it (a list in brackets, an end mark).
    """
    before = parse(data, name)
    known = {d.iri for d in before}
    new = list({d.iri: d for d in map(_in_one_line, decisions) if d.iri not in known}.values())
    text = data.decode("utf-8-sig")
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    margin = " " * (root.start_mark.column if root else 0)
    line_end = "\r\n" if b"\r\n" in data else "\n"
    pieces = [] if not text or text.endswith("\n") else [line_end]
    for decision in new:
        lines = _entry(decision).splitlines()
        pieces += [margin + ("- " if number == 0 else "  ") + line + line_end for number, line in enumerate(lines)]
    after = data + "".join(pieces).encode("utf-8")
    try:
        whole = [d.iri for d in parse(after, name)] == [d.iri for d in (*before, *new)]
    except InputError:
        whole = False
    if not whole:
        raise InputError(f"{name}: nothing can be added at its end.", "Write it as a plain list, one '- ' a decision.")
    return after


def _in_one_line(decision: Decision) -> Decision:
    def one_line(text: str | None) -> str | None:
        return " ".join(text.split()) if text else None

    who, when, why = (one_line(text) or "" for text in (decision.who, decision.when, decision.why))
    value, words = one_line(decision.value), one_line(decision.words)
    return replace(decision, who=who, when=when, why=why, value=value, words=words)


def _entry(decision: Decision) -> str:
    """One entry as YAML, on short lines of its own."""
    things = [t.text if t.iri else {"name": t.text, "kind": t.kind, "in": t.story} for t in decision.things]
    record = {
        decision.verdict: things if decision.verdict in PAIRING else things[0],
        VERDICTS[decision.verdict] or "": decision.value,
        "words": decision.words,
        **{key: getattr(decision, key) for key in SIGNED},
    }
    lines = []
    for key, value in record.items():
        if key and value is not None:
            text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9)
            text = text.removesuffix("...\n").strip()
            lines.append(f"{key}: {text.strip(chr(39)) if key == 'when' else text}")
    return "\n".join(lines)
