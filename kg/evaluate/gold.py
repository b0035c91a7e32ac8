"""The gold of a folder: NAME.txt with NAME.json, in the form of docs/gold.md; every fault of a file is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from kg.errors import GoldError
from kg.evaluate.words import code, norm
from kg.model import Article, Span

MODES = ("direct", "indirect", "mixed")
ENTITIES = (
    "Person", "Employer", "LaborUnion", "UnionLocal", "GovernmentBody", "NewsOrganization", "Organization",
    "Collective", "Place", "Facility",
)  # fmt: skip
ACTIONS = (
    "Strike", "SympathyStrike", "Lockout", "Walkout", "Slowdown", "Picket", "Rally", "Boycott", "SitIn",
    "StrikeAuthorizationVote", "RatificationVote", "RepresentationElection", "Negotiation", "Impasse", "Proposal",
    "TentativeAgreement", "CollectiveAgreement",
)  # fmt: skip
RULES = "The form is that of docs/gold.md."


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity; `names` are its name and then its aliases, normed."""

    key: str
    kind: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A person's role, at an organization or none."""

    person: str
    role: str
    organization: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement; `stances` are (target, value), `speakers` empty where nobody can be named."""

    words: str
    spans: tuple[Span, ...]
    mode: str
    speakers: tuple[str, ...]
    about: tuple[str, ...]
    stances: tuple[tuple[str, str], ...]
    date: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """A labor action; `agents` are its organizers and employers, the span is that of its mention."""

    key: str
    kind: str
    status: str
    agents: tuple[str, ...]
    dates: dict[str, str | None]
    places: tuple[str, ...]
    sizes: dict[str, float | None]
    duration: str | None
    issues: tuple[str, ...]
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit and comparator; `claimed_by` is None where the article itself gives it."""

    value: float | None
    unit: str
    comparator: str
    words: str
    span: Span | None
    claimed_by: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """One story with its annotation."""

    article: Article
    entities: dict[str, Entity]
    positions: tuple[Position, ...]
    statements: tuple[Statement, ...]
    actions: dict[str, Action]
    quantities: tuple[Quantity, ...]

    @property
    def key(self) -> str:
        """The id of the story."""
        return self.article.identifier or ""

    def spoken(self) -> list[Statement]:
        """The statements, joint ones (the same content, once a speaker) as one with all speakers."""
        out: dict[tuple[Span, ...], Statement] = {}
        for item in self.statements:
            same = out.get(item.spans)
            if same:
                item = replace(
                    same,
                    speakers=tuple(dict.fromkeys(same.speakers + item.speakers)),
                    about=tuple(dict.fromkeys(same.about + item.about)),
                )
            out[item.spans] = item
        return list(out.values())


def read(folder: Path) -> list[Gold]:
    """The stories of a folder, in the order of their names.

    Raises:
        GoldError: there are none, or a file breaks the form; the message names file and place.
    """
    found = [_File(path).gold() for path in sorted(folder.glob("*.json"))]
    if not found:
        raise GoldError(f"{folder} has no gold: no NAME.json with its NAME.txt.", RULES)
    keys = [gold.key for gold in found]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise GoldError(f"{folder}: two stories have the id {twice!r}.", "Give each its own.")
    return found


class _File:
    """One NAME.json with its NAME.txt; `at` is the place that an error names."""

    def __init__(self, path: Path) -> None:
        self.at = str(path)
        self.raw = self._object(parse(path, str(path)))
        self.text = text_of(path.with_suffix(".txt"))
        self.ids: dict[str, str] = {}

    def gold(self) -> Gold:
        key = self._text(self.raw, "id")
        title, published, publisher = (self._maybe(self.raw, name) for name in ("title", "published", "publisher"))
        article = Article(self.text, title=title, published=published, publisher=publisher, identifier=key)
        for list_ in ("entities", "actions"):
            for item in self._items(list_):
                name = self._text(item, "id")
                if name in self.ids:
                    self._fault(f"the id {name!r} is there twice")
                self.ids[name] = list_
        entities = {entity.key: entity for entity in map(self._entity, self._items("entities"))}
        actions = {action.key: action for action in map(self._action, self._items("actions"))}
        return Gold(
            article,
            entities,
            tuple(self._position(item) for item in self._items("positions")),
            tuple(self._statement(item) for item in self._items("statements")),
            actions,
            tuple(self._quantity(item) for item in self._items("quantities")),
        )

    def _entity(self, item: dict[str, Any]) -> Entity:
        name = self._text(item, "name")
        names = [norm(alias) for alias in [name, *self._texts(item, "aliases")]]
        return Entity(item["id"], self._one_of(item, "type", ENTITIES), name, tuple(dict.fromkeys(names)))

    def _position(self, item: dict[str, Any]) -> Position:
        person, organization = self._text(item, "person"), self._maybe(item, "org")
        self._known("person", [person], ("entities",))
        self._known("org", [organization] if organization else [], ("entities",))
        return Position(person, self._text(item, "role"), organization)

    def _statement(self, item: dict[str, Any]) -> Statement:
        content = item.get("content")
        if not isinstance(content, list) or not content:
            self._fault("content is no list of texts")
        parts = [self._place("content", part) for part in content]
        speaker = item.get("speaker")
        speakers = tuple(x for x in (speaker if isinstance(speaker, list) else [speaker]) if x is not None)
        about = tuple(self._texts(item, "about"))
        stances = [self._object(s) for s in item.get("stance") or []]
        taken = tuple((self._text(s, "target"), code(self._text(s, "value"))) for s in stances)
        self._known("speaker", speakers, ("entities",))
        self._known("about", about)
        self._known("stance", [target for target, _ in taken])
        if item.get("cue") is not None:
            self._place("cue", item["cue"])
        return Statement(
            " ".join(words for words, _ in parts),
            tuple(span for _, span in parts),
            self._one_of(item, "mode", MODES),
            speakers,
            about,
            taken,
            self._maybe(item, "date"),
        )

    def _action(self, item: dict[str, Any]) -> Action:
        words, span = self._place("mention", item.get("mention"))
        agents = [*self._texts(item, "organizer"), *self._texts(item, "employer")]
        places = tuple(self._texts(item, "places"))
        self._known("organizer or employer", agents, ("entities",))
        self._known("places", places, ("entities",))
        sizes = {name: self._size(item, name) for name in ("workers", "sites")}
        dates = {name: self._maybe(item, name) for name in ("start", "end")}
        return Action(
            item["id"],
            self._one_of(item, "type", ACTIONS),
            code(self._text(item, "status")),
            tuple(agents),
            dates,
            places,
            sizes,
            self._maybe(item, "duration"),
            tuple(self._texts(item, "issues")),
            words,
            span,
        )

    def _quantity(self, item: dict[str, Any]) -> Quantity:
        words, span = self._place("text", item["text"]) if item.get("text") else ("", None)
        by = self._maybe(item, "claimed_by")
        self._known("claimed_by", [by] if by else [])
        comparator = code(self._maybe(item, "comparator") or "exactly")
        return Quantity(self._number(item, "value"), self._maybe(item, "unit") or "", comparator, words, span, by)

    def _size(self, item: dict[str, Any], name: str) -> float | None:
        return self._number(self._object(item[name]), "value") if item.get(name) else None

    def _place(self, name: str, item: Any) -> tuple[str, Span]:
        """The words of a gold string and where they stand: their first or nth occurrence."""
        nth = 1
        if isinstance(item, dict):
            item, nth = item.get("text"), item.get("nth", 1)
        if not isinstance(item, str) or not item.strip() or not isinstance(nth, int) or nth < 1:
            self._fault(f"{name} is no text and no {{text, nth}}: {item!r}")
        start = -1
        for _ in range(nth):
            start = self.text.find(item, start + 1)
            if start < 0:
                often = "" if nth == 1 else f" {nth} times"
                self._fault(f"{name} {item[:80]!r} is not in the text{often}")
        return item, Span(start, start + len(item))

    def _items(self, name: str) -> Iterator[dict[str, Any]]:
        """The objects of a list, with `at` set to each."""
        items, file = self.raw.get(name), self.at
        if not isinstance(items, list):
            self._fault(f"{name} is no list")
        for number, item in enumerate(items):
            self.at = f"{file}: {name}[{number}]"
            yield self._object(item)
        self.at = file

    def _object(self, item: Any) -> dict[str, Any]:
        if not isinstance(item, dict):
            self._fault(f"{item!r:.80} is no object")
        return dict(item)

    def _text(self, item: dict[str, Any], name: str) -> str:
        value = item.get(name)
        if not isinstance(value, str) or not value:
            self._fault(f"{name} is no text: {value!r:.80}")
        return str(value)

    def _maybe(self, item: dict[str, Any], name: str) -> str | None:
        return None if item.get(name) is None else self._text(item, name)

    def _texts(self, item: dict[str, Any], name: str) -> list[str]:
        value = item.get(name) or []
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            self._fault(f"{name} is no list of texts: {value!r:.80}")
        return list(value)

    def _number(self, item: dict[str, Any], name: str) -> float | None:
        value = item.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            self._fault(f"{name} is no number: {value!r:.80}")
        return None if value is None else float(value)

    def _one_of(self, item: dict[str, Any], name: str, known: tuple[str, ...]) -> str:
        value = self._text(item, name)
        if value not in known:
            self._fault(f"{name} {value!r} is none of {', '.join(known)}")
        return value

    def _known(self, name: str, ids: Any, lists: tuple[str, ...] = ("entities", "actions")) -> None:
        for key in ids:
            if not isinstance(key, str) or self.ids.get(key) not in lists:
                self._fault(f"{name} {key!r} is no id of {' or '.join(lists)}")

    def _fault(self, what: str) -> NoReturn:
        raise GoldError(f"{self.at}: {what}.", RULES)


def text_of(path: Path) -> str:
    """A file as text, newlines as they are.

    Raises:
        GoldError: it is not there or no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read: {error}.", "Gold is UTF-8.") from None


def parse(source: Path | str, at: str) -> Any:
    """The JSON of a file or a line.

    Raises:
        GoldError: it is no JSON; `at` names the place.
    """
    try:
        return json.loads(text_of(source) if isinstance(source, Path) else source)
    except ValueError as error:
        raise GoldError(f"{at} is no JSON: {error}.", "Mend the file.") from None
    except RecursionError:
        raise GoldError(f"{at} is no gold: it is nested too deep.", "Mend the file.") from None
