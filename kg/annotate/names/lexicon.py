"""The word lists that names and positions are read with, loaded once from kg/lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index, alternatives

# yaml file -> kind of entry -> [term, example, extra fields ...]
Entries = dict[str, list[list[object]]]


@dataclass(frozen=True, slots=True)
class Union:
    """A union or federation of the lexicon: standard name, the forms it is known by, country; `weak`: see `Known`."""

    name: str
    forms: tuple[str, ...]
    country: str
    example: str
    weak: bool = False


@cache
def entries(name: str) -> Entries:
    """All entries of a lexicon file, such as "roles.yaml", by kind."""
    loaded: Entries = load_lexicon(name)
    return loaded


@cache
def terms(name: str, *kinds: str) -> frozenset[str]:
    """Terms of the given kinds (of all, if none is given), lower case and folded."""
    found = entries(name)
    return frozenset(fold(str(entry[0])) for kind in kinds or tuple(found) for entry in found[kind])


@cache
def unions() -> tuple[Union, ...]:
    """The unions of unions.yaml."""
    loaded = load_lexicon("unions.yaml")
    return tuple(
        Union(u["name"], tuple(u.get("forms", ())), u["country"], u["example"], u.get("weak", False)) for u in loaded
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A body that a lexicon has: class, standard name; `weak`: its name is also a common word ("Prospect")."""

    kind: str
    name: str
    weak: bool = False


@cache
def _known() -> dict[str, tuple[tuple[str, Known], ...]]:
    """Folded form -> forms as printed with the bodies they name, the first listed first."""
    found: dict[str, list[tuple[str, Known]]] = {}
    for file, kind, body in (
        ("government.yaml", "body", "GovernmentBody"),
        ("government.yaml", "party", "FormalOrganization"),
        ("news.yaml", "agency", "NewsOrganization"),
        ("news.yaml", "outlet", "NewsOrganization"),
    ):
        for entry in entries(file)[kind]:
            form = str(entry[0])
            found.setdefault(fold(form), []).append((form, Known(body, str(entry[2] if len(entry) > 2 else form))))
    for union in unions():
        for form in (union.name, *union.forms):
            found.setdefault(fold(form), []).append((form, Known("LaborUnion", union.name, union.weak)))
    for kind, weak in (("known", False), ("plain", True)):
        for entry in entries("employers.yaml")[kind]:
            form = str(entry[0])
            found.setdefault(fold(form), []).append((form, Known("Employer", form, weak)))
    return {form: tuple(bodies) for form, bodies in found.items()}


@cache
def known_phrases() -> Index:
    """What finds the known names of several words that a reader of shapes would cut (commas, "and", "of")."""
    forms = {form for bodies in _known().values() for form, _ in bodies if re.search(r",| and | of | & ", form)}
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    words = "|".join(re.escape(f).replace("'", "[’']") for f in ordered)
    return Index([re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")])


def known_body(text: str) -> Known | None:
    """The body of a lexicon that goes by this name; an acronym must be printed as one.

    >>> known_body("UAW").kind, known_body("U.A.W.").kind, known_body("Smart")
    ('LaborUnion', 'LaborUnion', None)
    """
    if STOPPED.fullmatch(text):
        text = text.replace(".", "")
    for form, body in _known().get(fold(text), ()):
        if any(c.islower() for c in form) or not any(c.islower() for c in text):
            return body
    return None


STOPPED = re.compile(r"(?:[A-Z]\.){3,}(?:-(?:[A-Z]\.)+)?")  # "N.L.R.B.", "A.F.L.-C.I.O."


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, plain apostrophes, "&" as "and", single blanks; a leading "the" goes.

    >>> fold("The Nurses’  Guild & Co")
    "nurses' guild and co"
    """
    plain = re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'").replace("&", "and")).strip().casefold()
    return SAINT.sub("st ", plain.removeprefix("the "))


SAINT = re.compile(r"\b(?:saint|st\.) (?=\w)")  # "Saint Alban's", "St. Alban's", "St Alban's"


@cache
def _head_kinds() -> dict[str, frozenset[str]]:
    """Terms of name_heads.yaml, folded -> the kinds that have them."""
    found: dict[str, set[str]] = {}
    for kind in entries("name_heads.yaml"):
        for term in terms("name_heads.yaml", kind):
            found.setdefault(term, set()).add(kind)
    return {term: frozenset(kinds) for term, kinds in found.items()}


@lru_cache(maxsize=20_000)
def heads(low: str) -> frozenset[str]:
    """The kinds of name_heads.yaml with a term that a folded name ends in.

    >>> "union" in heads("dockers' union")
    True
    """
    table = _head_kinds()
    starts = (i for i, c in enumerate(low) if i == 0 or low[i - 1].isspace() or low[i - 1] in "'-")
    return frozenset(kind for i in starts for kind in table.get(low[i:], ()))


def ends(low: str, *kinds: str) -> bool:
    """Whether a folded name ends in a term of one of the kinds of name_heads.yaml."""
    return not heads(low).isdisjoint(kinds)


THE = re.compile(r"\b[Tt]he $")


def follows_the(text: str, at: int) -> bool:
    """Whether "the" stands right before the offset."""
    return THE.search(text[max(0, at - 6) : at]) is not None


def stands(word: str, text: str) -> bool:
    """Whether a word, printed so, stands in the text by itself.

    >>> stands("rail", "the rail-yard"), stands("rail", "by rail")
    (False, True)
    """
    return next(places(word, text), None) is not None


def places(word: str, text: str) -> Iterator[int]:
    """Offsets where a word, printed so, stands in the text by itself."""
    at = text.find(word)
    while at >= 0:
        if not (_joined(text[at - 1 : at]) or _joined(text[at + len(word) : at + len(word) + 1])):
            yield at
        at = text.find(word, at + 1)


def _joined(char: str) -> bool:
    return char.isalnum() or char in ("_", "-")


@cache
def plural(term: str) -> str:
    """The plural form of an English noun phrase, by its last word ("crew member" -> "crew members")."""
    for single, many in (("man", "men"), ("woman", "women"), ("child", "children"), ("staff", "staff")):
        if term.endswith(single):
            return term.removesuffix(single) + many
    if re.search(r"(?:s|x|ch|sh)$", term):
        return term + "es"
    return term[:-1] + "ies" if re.search(r"[^aeiou]y$", term) else term + "s"


@cache
def people_words() -> frozenset[str]:
    """Last words of occupations, plural ("nurses", "drivers", "crews")."""
    singles = {t.split()[-1] for t in terms("occupations.yaml", "occupation")}
    extra = ("crews", "staff", "hands", "personnel", "professionals", "members", "faculty", "players", "operatives")
    return frozenset({plural(s) for s in singles} | set(extra))


@cache
def crews() -> frozenset[str]:
    """Words for people at work, singular and plural, that unions call themselves after."""
    return people_words() | {singular.split()[-1] for singular in terms("occupations.yaml", "occupation")} | {"crew"}


@cache
def business_words() -> frozenset[str]:
    """Last words of those who organize as businesses or citizens, plural ("growers", "traders")."""
    return frozenset(plural(t.split()[-1]) for t in terms("occupations.yaml", "business"))


@cache
def role_ends() -> frozenset[str]:
    """Last words of all roles and occupations, singular and plural, lower case."""
    found = terms("roles.yaml", "office", "public", "speech") | terms("occupations.yaml", "occupation")
    return frozenset(form.split()[-1] for t in found for form in (t, plural(t)))


@cache
def role_pattern() -> re.Pattern[str]:
    """A role of roles.yaml or an occupation, singular or plural, as a whole phrase; longest first."""
    found = terms("roles.yaml", "office", "public", "speech") | terms("occupations.yaml", "occupation")
    both = found | {plural(t) for t in found if not t.endswith(".")}
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{alternatives(both)})(?![\w])", re.IGNORECASE)


def is_person_title(word: str) -> bool:
    """Whether a word is a form of address."""
    return word.casefold() in terms("honorifics.yaml", "plain", "title")


@cache
def given_names() -> frozenset[str]:
    """Common given names, as printed."""
    return frozenset(str(row[0]) for row in entries("first_names.yaml")["given"])


@cache
def usual_genders() -> dict[str, str]:
    """Given name -> "f" or "m", where nearly all who have it are women or men."""
    return {str(row[0]): str(row[2]) for row in entries("first_names.yaml")["given"] if len(row) > 2}


def usual_gender(name: str) -> str | None:
    """What the given name of a person suggests, "f" or "m"; a guess, to decide between people and never to be told."""
    first = name.split()[0] if name else ""
    return usual_genders().get(first) or usual_genders().get(first.split("-")[0])


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    listed: list[tuple[str, list[str], object]] = load_lexicon("identity.yaml")["given_names"]
    for given, forms, _ in listed:
        for form in (given, *forms):
            found.setdefault(form, set()).add(given)
    return {form: frozenset(names) for form, names in found.items()}


def short_forms(given: str) -> frozenset[str]:
    """A given name, folded, and those that it is a short form of."""
    return _short_forms().get(given, frozenset()) | {given}


def association(low: str) -> str:
    """Whose association it is: of workers a union, of firms and citizens any organization."""
    words = re.findall(r"[\w-]+", low)
    if any(
        w in business_words() - people_words()
        or w in ("employers", "growers", "producers", "owners", "users", "traders")
        for w in words
    ):
        return "FormalOrganization"
    if any(
        w
        in people_words()
        | {"crew"} - {"parents", "patients", "students", "farmers", "passengers", "commuters", "members", "players"}
        for w in words
    ):
        return "LaborUnion"
    return (
        "LaborUnion"
        if re.search(
            r"\b(?:labor|labour|graduate labor) (?:organi[sz]ation|federation|alliance)\b|federation of labou?r\b|"
            r"\btrades? unions?\b|\bguild\b|"
            r"\beducation association$",
            low,
        )
        else "FormalOrganization"
    )
