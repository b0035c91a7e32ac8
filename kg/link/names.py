"""The part of a name that tells one thing from another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kg import paths

# Legal forms say nothing of which company it is.
SUFFIX = re.compile(
    r",?\s+(?:inc|incorporated|corp|corporation|co|company|llc|l\.l\.c|llp|lp|ltd|limited|plc|pty|pvt|gmbh|s\.a|ag|nv)"
    r"\.?(?=$|,|\s(?:inc|corp|co|llc|ltd|plc|limited)\b)",
    re.IGNORECASE,
)
LOCAL = re.compile(
    r"\b(?:Local(?: Union)?|(?:District |Local )?Lodge|Branch|District Council|District|Council|Chapter|Unit)\s+"
    r"(?:(?:No\.?|Number|#)\s*)?([\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"[A-Z][A-Z&.’'-]{1,7}s?")
INITIALS = re.compile(r"\b([A-Z])(?:\.(?=[A-Z])|(?=[A-Z] [A-Z][a-z]))")  # "J.R. Tull", "JR Tull"
OF_A_FAMILY = r",? (?:whose|who has|has)\b[^,.;“”\"]{0,25}\b(?:sons?|daughters?|child|children|kids?|twins|grand\w+)\b"
GENERATIONS = ("jr", "sr", "ii", "iii", "iv")
PARTICLES = frozenset(
    ["al", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "van", "von", "ter", "ten"]
)


@cache
def lexicon() -> dict[str, list[Any]]:
    """The lists of kg/lexicon/identity.yaml."""
    with paths.lexicon("identity.yaml").open(encoding="utf-8") as file:
        return dict(yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@cache
def fold(text: str) -> str:
    """Letters and digits in lower case without accents, words apart by one blank.

    >>> fold("Peña’s  Co-op")
    'penas co op'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’‘.]", "", plain)).split())


def without_form(name: str) -> str:
    """The name of a body without "the" and legal form.

    >>> without_form("The Orrin Logistics Inc.")
    'Orrin Logistics'
    """
    name = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    while (shorter := SUFFIX.sub("", name)) != name and shorter:
        name = shorter
    return name


def is_acronym(name: str) -> bool:
    """Whether the name is made of capitals alone, as NATW or AFL-CIO."""
    return ACRONYM.fullmatch(name) is not None


def local_number(name: str) -> str | None:
    """The kind and number of a local in its name ("local 12"), or None.

    >>> local_number("Local No. 12 of the Bakers’ Guild")
    'local 12'
    >>> local_number("District Lodge 70"), local_number("Local Lodge 70")
    ('district 70', 'lodge 70')
    """
    found = LOCAL.search(name)
    return f"{found[0].casefold().replace('local lodge', 'lodge').split()[0]} {found[1].casefold()}" if found else None


@cache
def _list(kind: str) -> frozenset[str]:
    return frozenset(fold(row[0]) for row in lexicon()[kind])


def is_common(name: str) -> bool:
    """Whether many places have a body or building of just this name ("the City Council")."""
    return fold(without_form(name)) in _list("common_names")


def is_local_kind(name: str) -> bool:
    """Whether bodies or buildings of such a name belong to a town ("Mercy Hospital"), so that two may share it."""
    words = fold(name).split()
    return any(" ".join(words[-n:]) in _list("local_heads") for n in (1, 2) if len(words) >= n)


def is_office(role: str) -> bool:
    """Whether a union has one such post at a time ("president"), where it may have several business agents."""
    return fold(role) in _list("offices")


def is_bystander(before: str, after: str) -> bool:
    """Whether the words around a person's name say that the person is of no side: "David Stone, a parent of two"."""
    words = "|".join(sorted(_list("bystanders")))
    told = rf"\b(?:{words})s?\b"
    behind = rf", (?:who is |himself |herself )?(?:an? |the |one of )[^,.;“”\"]{{0,40}}?{told}|{OF_A_FAMILY}"
    return bool(re.search(rf"{told} $", before) or re.match(behind, after))


def left_out(full: str, short: str) -> bool:
    """Whether the short form is the full one without the words that say what kind of body it is; both folded."""
    return full.startswith(short + " ") and full[len(short) + 1 :] in _list("heads_left_out")


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Given name or short form -> the given names it may stand for."""
    found: dict[str, set[str]] = {}
    for given, forms, _ in lexicon()["given_names"]:
        for form in (given, *forms):
            found.setdefault(form, set()).add(given)
    return {form: frozenset(names) for form, names in found.items()}


def given_names(given: str) -> frozenset[str]:
    """The given name, and those that it is a short form of."""
    return _short_forms().get(given, frozenset()) | {given}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, folded: given name, middle names or initials, family name, generation."""

    given: str
    middle: tuple[str, ...]
    family: str
    generation: str = ""

    @property
    def whole(self) -> bool:
        """Whether it has a given and a family name; a family name alone tells nobody apart."""
        return bool(self.given)


@cache
def person_name(name: str) -> PersonName:
    """The parts of a person's name.

    >>> person_name("Paul R. de la Cruz Jr.")
    PersonName(given='paul', middle=('r',), family='de la cruz', generation='jr')
    """
    name = INITIALS.sub(r"\1 ", re.sub(r"[“\"(][^”\")]*[”\")]", " ", name))
    words = fold(name).split()
    generation = words.pop() if len(words) > 1 and words[-1] in GENERATIONS else ""
    # "De la Cruz" is a family name alone; "Al Fenn" has a given name.
    if len(words) < 2 or (words[0] != "al" and all(word in PARTICLES for word in words[:-1])):
        return PersonName("", (), " ".join(words), generation)
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return PersonName(words[0], tuple(words[1:start]), " ".join(words[start:]), generation)


def name_likeness(one: PersonName, other: PersonName) -> float:
    """How well two whole names may be one person's, from 0 (they contradict) to 1 (equal but for middle names).

    .9: a short form of the given name; .85: one has a second family name, or the family name first; .7: an initial for
    the given name; .6: spelled alike.
    """
    if not (one.whole and other.whole) or (one.generation and other.generation and one.generation != other.generation):
        return 0.0
    if one.family != other.family:
        return _double_family(one, other) or _turned(one, other) or _spelled_alike(one, other)
    if not _middles_agree(one.middle, other.middle):
        return 0.0
    if one.given == other.given:
        return 1.0
    if given_names(one.given) & given_names(other.given):
        return 0.9
    if min(len(one.given), len(other.given)) == 1 and one.given[0] == other.given[0]:
        return 0.7
    return _spelled_alike(one, other)


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a == b) for a, b in zip(one, other, strict=False))


def _double_family(one: PersonName, other: PersonName) -> float:
    """ "Rosa Quiroga Vega" is also called "Rosa Quiroga"."""
    short, long = sorted((one, other), key=lambda n: len(n.middle))
    return 0.85 if short.given == long.given and long.middle == (*short.middle, short.family) else 0.0


def _turned(one: PersonName, other: PersonName) -> float:
    """ "Kim Seo-yun" is also called "Seo-yun Kim"; "Henry James" is no James Henry."""
    a, b = ((n.given, *n.middle, n.family) for n in (one, other))
    usual = one.given in _short_forms() and other.given in _short_forms()
    return 0.85 if not usual and b in ((*a[1:], a[0]), (a[-1], *a[:-1])) else 0.0


def _spelled_alike(one: PersonName, other: PersonName) -> float:
    from rapidfuzz import fuzz

    if fuzz.ratio(one.given, other.given) >= 75 and fuzz.ratio(one.family, other.family) >= 80:
        return 0.6 if _middles_agree(one.middle, other.middle) else 0.0
    return 0.0


def sound(family: str) -> str:
    """A rough key under which spellings of a family name fall together: first letter and the next two consonants."""
    letters = re.sub(r"[^a-z]", "", family.rsplit(" ", 1)[-1])
    letters = letters.replace("ph", "f").replace("ck", "k").replace("q", "k").replace("c", "k").replace("z", "s")
    rest = re.sub(r"[aeiouhwy]", "", letters[1:])
    return letters[:1] + re.sub(r"(.)\1+", r"\1", rest)[:2]
